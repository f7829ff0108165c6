import { useCallback, useEffect, useRef, useState } from "react";
import { parse } from "../lib/route";
import { go } from "../state/useRoute";
import { ahead } from "./plan";
import { findFirst, isBusy, isPressed, there, until } from "./page";
import type { Tour } from "./steps";

/** How long a page may take to show what a step is about. */
const PATIENCE_MS = 5_000;

type Visited = { at: number; path: string; search: string };

/** Where a tour stands. `at` is past the last step at its end, and nothing before the page is there. */
export function useTour({ steps }: Tour) {
  const [at, setAt] = useState<number>();
  const [busy, setBusy] = useState(false);
  const [visited, setVisited] = useState<Visited[]>([]);
  const stop = useRef(new AbortController());

  const show = useCallback((to: number) => {
    setAt(to);
    setVisited((old) => [...old, { at: to, path: window.location.pathname, search: window.location.search }]);
  }, []);

  useEffect(() => {
    const control = new AbortController();
    stop.current = control;
    void until(() => !isBusy() && !isPressed() && ahead(steps, -1, there).length > 0, PATIENCE_MS, control.signal).then(() => {
      if (!control.signal.aborted) show(ahead(steps, -1, there)[0] ?? steps.length);
    });
    return () => control.abort();
  }, [steps, show]);

  const isThere = (step: number) => findFirst(steps[step]?.anchors ?? []) !== undefined;
  const left = at === undefined ? [] : ahead(steps, at, there);

  const next = async () => {
    if (at === undefined || busy) return;
    const [to] = ahead(steps, at, there);
    if (to === undefined || isThere(to)) return show(to ?? steps.length);
    const opener = steps.slice(at, to).findLast((step) => step.via && there(step.via))?.via;
    setBusy(true);
    if (opener) findFirst([opener])?.click();
    await until(() => isThere(to), PATIENCE_MS, stop.current.signal);
    setBusy(false);
    if (stop.current.signal.aborted) return;
    // A list that turned out empty leads nowhere: on with what is there.
    show(isThere(to) ? to : (ahead(steps, to, there).find(isThere) ?? steps.length));
  };

  const back = async () => {
    const before = visited.at(-2);
    if (!before || busy) return;
    setBusy(true);
    if (!isThere(before.at)) go(parse(before.path, before.search), true);
    await until(() => isThere(before.at), PATIENCE_MS, stop.current.signal);
    setBusy(false);
    if (stop.current.signal.aborted) return;
    setVisited((old) => old.slice(0, -1));
    setAt(before.at);
  };

  return {
    at,
    busy,
    next,
    back: visited.length > 1 ? back : undefined,
    /** Counted by what is on the page: the end is a step too. */
    nth: visited.length,
    of: visited.length + left.length + (at === steps.length ? 0 : 1),
  };
}
