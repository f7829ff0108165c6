// A list that the server gives page by page.
import { useCallback, useEffect, useRef, useState } from "react";
import { asProblem, type Problem } from "../api/http";

export type Page<T> = { items: T[]; next: string | undefined };

/** Loads the first page when it is shown and whenever `what` changes, and further ones on demand. */
export function usePages<T>(what: string, ask: (cursor: string | undefined) => Promise<Page<T>>) {
  const [items, setItems] = useState<T[]>();
  const [next, setNext] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const asking = useRef(ask);
  asking.current = ask;
  const asked = useRef(0);

  const load = useCallback(async (cursor: string | undefined) => {
    const mine = ++asked.current;
    setBusy(true);
    try {
      const page = await asking.current(cursor);
      if (mine !== asked.current) return;
      setItems((old) => (cursor === undefined ? page.items : [...(old ?? []), ...page.items]));
      setNext(page.next);
      setProblem(undefined);
    } catch (error) {
      if (mine === asked.current) setProblem(asProblem(error));
    } finally {
      if (mine === asked.current) setBusy(false);
    }
  }, []);
  useEffect(() => {
    setItems(undefined);
    void load(undefined);
  }, [load, what]);

  const again = useCallback(() => void load(undefined), [load]);
  const more = useCallback(() => void load(next), [load, next]);
  return { items, next, problem, busy, again, more };
}
