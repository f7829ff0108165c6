// What a page asks the server for: loaded, loaded again, or refused.
import { useCallback, useEffect, useRef, useState } from "react";
import { asProblem, type Problem } from "../api/http";

export type Asked<T> = {
  value: T | undefined;
  problem: Problem | undefined;
  loading: boolean;
  /** Asks anew; what is shown stays until the answer is there. */
  again: () => void;
  /** Puts in what a command answered, so that nothing needs to be asked. */
  put: (value: T) => void;
};

/** Asks when it is first shown and whenever `what` changes; an answer to an old question is dropped. */
export function useAsked<T>(what: string, ask: (signal: AbortSignal) => Promise<T>): Asked<T> {
  const [state, setState] = useState<{ what: string; value?: T | undefined; problem?: Problem | undefined; loading: boolean }>({
    what,
    loading: true,
  });
  const [times, setTimes] = useState(0);
  const asking = useRef(ask);
  asking.current = ask;
  useEffect(() => {
    const control = new AbortController();
    setState((old) => (old.what === what ? { ...old, loading: true } : { what, loading: true }));
    asking.current(control.signal).then(
      (value) => !control.signal.aborted && setState({ what, value, loading: false }),
      (error: unknown) => {
        if (control.signal.aborted) return;
        setState((old) => ({ what, value: old.what === what ? old.value : undefined, problem: asProblem(error), loading: false }));
      },
    );
    return () => control.abort();
  }, [what, times]);
  const again = useCallback(() => setTimes((old) => old + 1), []);
  const put = useCallback((value: T) => setState({ what, value, loading: false }), [what]);
  const now = state.what === what ? state : { what, value: undefined, problem: undefined, loading: true };
  return { value: now.value, problem: now.problem, loading: now.loading, again, put };
}
