// Where the browser is, and how to go elsewhere without loading the console anew.
import { useMemo, useSyncExternalStore } from "react";
import { href, parse, type Route } from "../lib/route";

const listeners = new Set<() => void>();
const tell = () => {
  for (const one of listeners) one();
};

function listen(hear: () => void): () => void {
  if (listeners.size === 0) window.addEventListener("popstate", tell);
  listeners.add(hear);
  return () => {
    listeners.delete(hear);
    if (listeners.size === 0) window.removeEventListener("popstate", tell);
  };
}

/** Marks a step that somebody took within the console, against an address that was only opened. */
const CHOSEN = { chosen: true };

const address = () => window.location.pathname + window.location.search;

export function useRoute(): Route {
  const now = useSyncExternalStore(listen, address);
  return useMemo(() => {
    const { pathname, search } = new URL(now, window.location.origin);
    return parse(pathname, search);
  }, [now]);
}

/** Goes to a page; `instead` leaves no step to come back to. */
export function go(route: Route, instead = false): void {
  const to = href(route);
  if (to === address()) return;
  if (instead) window.history.replaceState(CHOSEN, "", to);
  else window.history.pushState(CHOSEN, "", to);
  if (!instead) window.scrollTo(0, 0);
  tell();
}

/** Leads who opened the bare address to the page where their work begins; who chose the live desk stays. */
export function land(home: string): void {
  if (address() !== "/" || window.history.state !== null || home === "/") return;
  window.history.replaceState(CHOSEN, "", home);
  tell();
}
