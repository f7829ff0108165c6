// Work that the server takes seconds or minutes for: how long it has taken, and how to give it up.
import { useCallback, useEffect, useRef, useState } from "react";
import { asProblem, type Problem } from "../api/http";

export type Long<A, T> = {
  /** What was asked last and answered. */
  done: { ask: A; value: T } | undefined;
  problem: Problem | undefined;
  /** When it began, in milliseconds since 1970; undefined while nothing is under way. */
  since: number | undefined;
  start: (ask: A) => void;
  /** Gives it up; what was there before stays. */
  stop: () => void;
};

export function useLong<A, T>(run: (ask: A, signal: AbortSignal) => Promise<T>): Long<A, T> {
  const [state, setState] = useState<{ done?: { ask: A; value: T }; problem?: Problem; since?: number }>({});
  const control = useRef<AbortController>(undefined);
  const running = useRef(run);
  running.current = run;
  useEffect(() => () => control.current?.abort(), []);
  const start = useCallback((ask: A) => {
    control.current?.abort();
    const mine = new AbortController();
    control.current = mine;
    setState(({ done }) => ({ ...(done ? { done } : {}), since: Date.now() }));
    running.current(ask, mine.signal).then(
      (value) => !mine.signal.aborted && setState({ done: { ask, value } }),
      (error: unknown) => {
        if (!mine.signal.aborted) setState(({ done }) => ({ ...(done ? { done } : {}), problem: asProblem(error) }));
      },
    );
  }, []);
  const stop = useCallback(() => {
    control.current?.abort();
    setState(({ done }) => (done ? { done } : {}));
  }, []);
  return { done: state.done, problem: state.problem, since: state.since, start, stop };
}
