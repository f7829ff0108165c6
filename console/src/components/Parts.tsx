import { useEffect, useRef } from "react";
import type { Route } from "../lib/route";
import { To } from "./To";

export type PartLink = { key: string; name: string; route: Route };

/** The parts of a place, as links; on a small screen they scroll sideways and the current one is in view. */
export function Parts({ label, here, parts }: { label: string; here: string; parts: PartLink[] }) {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    const one = bar.current?.querySelector<HTMLElement>('[aria-current="page"]');
    if (bar.current && one) bar.current.scrollLeft = one.offsetLeft - 40;
  }, [here]);
  return (
    <nav className="kinds parts no-print" aria-label={label} ref={bar}>
      {parts.map((part) => (
        <To key={part.key} route={part.route} current={part.key === here}>
          {part.name}
        </To>
      ))}
    </nav>
  );
}
