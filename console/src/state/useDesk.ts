// The desk: the live stream and the lists, kept together by `lib/live`.
import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import * as calls from "../api/calls";
import { asProblem, Problem, setServerNow } from "../api/http";
import type { Happened, Incident, Selection, Town } from "../api/types";
import { backoff, empty, reduce } from "../lib/live";

type Hello = { position: number; now: string };

/** Pages still to be had, for each selection. */
type Paging = Partial<Record<Selection, string | null>>;

export function useDesk(selection: Selection, onTown: (town: Town) => void) {
  const [desk, tell] = useReducer(reduce, empty);
  const [problem, setProblem] = useState<Problem>();
  const [loading, setLoading] = useState(true);
  const [paging, setPaging] = useState<Paging>({});
  const position = useRef<number | undefined>(undefined);
  position.current = desk.position;

  const refreshTown = useCallback(async () => {
    const town = await calls.town();
    onTown(town);
    return town;
  }, [onTown]);

  useEffect(() => {
    let source: EventSource | undefined;
    let timer = 0;
    let attempt = 0;
    const data = <T,>(event: Event) => JSON.parse((event as MessageEvent<string>).data) as T;
    const start = (type: "hello" | "reset") => (event: Event) => {
      const hello = data<Hello>(event);
      attempt = 0;
      setServerNow(hello.now);
      tell({ type, position: hello.position });
    };
    const connect = () => {
      const after = position.current === undefined ? "" : `?after=${position.current}`;
      source = new EventSource(`/api/v1/live${after}`);
      source.addEventListener("hello", start("hello"));
      source.addEventListener("reset", start("reset"));
      source.addEventListener("incident", (event) => tell({ type: "incident", happened: data<Happened>(event) }));
      source.addEventListener("town", (event) => {
        tell({ type: "town", position: data<Hello>(event).position });
        refreshTown().catch(() => undefined);
      });
      source.onerror = () => {
        source?.close();
        tell({ type: "broken" });
        timer = window.setTimeout(() => {
          // An ended login shows as a closed stream: asking tells which it is.
          calls.town().then(onTown, () => undefined);
          connect();
        }, backoff(attempt++) * 1000);
      };
    };
    connect();
    return () => {
      source?.close();
      window.clearTimeout(timer);
    };
  }, [onTown, refreshTown]);

  const load = useCallback(async (which: Selection, before?: string | null) => {
    const page = await calls.incidents(which, before);
    tell({ type: "loaded", incidents: page.incidents });
    setPaging((old) => ({ ...old, [which]: page.next ?? null }));
  }, []);

  // The stream is heard before the list is read, so that nothing falls in between.
  const [again, setAgain] = useState(0);
  useEffect(() => {
    if (desk.loads === 0) return;
    let stale = false;
    setLoading(true);
    Promise.all([load(selection), refreshTown()])
      .then(() => !stale && setProblem(undefined))
      .catch((error: unknown) => !stale && setProblem(asProblem(error)))
      .finally(() => !stale && setLoading(false));
    return () => {
      stale = true;
    };
  }, [desk.loads, selection, again, load, refreshTown]);

  const put = useCallback((incident: Incident) => tell({ type: "loaded", incidents: [incident] }), []);
  const more = useCallback(async () => {
    try {
      await load(selection, paging[selection]);
    } catch (error) {
      setProblem(asProblem(error));
    }
  }, [load, paging, selection]);
  const retry = useCallback(() => setAgain((count) => count + 1), []);
  return { desk, problem, loading, hasMore: Boolean(paging[selection]), more, put, retry, refreshTown };
}
