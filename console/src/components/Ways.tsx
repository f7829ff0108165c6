import type { Route } from "../lib/route";
import { To } from "./To";

export type WayTo = { id: string; label: string; route: Route; count?: number | undefined };

/** The parts of a page, each at an address of its own. */
export function Ways({ label, ways, here }: { label: string; ways: readonly WayTo[]; here: string }) {
  return (
    <nav className="kinds ways" aria-label={label} data-tour="parts">
      {ways.map((way) => (
        <To key={way.id} route={way.route} current={way.id === here}>
          {way.label}
          {way.count === undefined ? null : <span className="count"> {way.count}</span>}
        </To>
      ))}
    </nav>
  );
}
