import type { MouseEvent, ReactNode } from "react";
import { href, type Route } from "../lib/route";
import { go } from "../state/useRoute";

type Props = {
  route: Route;
  className?: string;
  current?: boolean;
  label?: string;
  /** What a guided tour calls it. */
  tour?: string | undefined;
  children: ReactNode;
};

/** A link to a page of the console: opens in this window, or elsewhere as the person asks. */
export function To({ route, className, current, label, tour, children }: Props) {
  const follow = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(route);
  };
  return (
    <a href={href(route)} className={className} aria-current={current ? "page" : undefined} aria-label={label} data-tour={tour} onClick={follow}>
      {children}
    </a>
  );
}
