// The desk: the live stream and the lists, kept together by `lib/live`.
import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import * as calls from "../api/calls";
import { asProblem, type Problem } from "../api/http";
import type { Incident, Selection, Town } from "../api/types";
import { empty, reduce } from "../lib/live";
import { type Heard, listenLive } from "./live-stream";

/** Pages still to be had, for each selection. */
type Paging = Partial<Record<Selection, string | null>>;

/** The first page is soon there; those after it are larger. */
const FIRST = 200;
const LATER = 500;

export function useDesk(selection: Selection, onTown: (town: Town) => void, onHeard: (heard: Heard) => void) {
  const [desk, tell] = useReducer(reduce, empty);
  const [problem, setProblem] = useState<Problem>();
  const [loading, setLoading] = useState(true);
  const [paging, setPaging] = useState<Paging>({});
  const position = useRef<number | undefined>(undefined);
  position.current = desk.position;
  const hear = useRef(onHeard);
  hear.current = onHeard;

  const refreshTown = useCallback(async () => {
    const town = await calls.town();
    onTown(town);
    return town;
  }, [onTown]);

  useEffect(
    () =>
      listenLive({
        after: () => position.current,
        onStart: (type, at) => tell({ type, position: at }),
        onHeard: (heard) => {
          tell({ type: "heard", happened: heard.happened, position: heard.position });
          if (heard.kinds.has("town")) refreshTown().catch(() => undefined);
          hear.current(heard);
        },
        onBroken: () => tell({ type: "broken" }),
        // An ended login shows as a closed stream: asking tells which it is.
        onAgain: () => calls.town().then(onTown, () => undefined),
      }),
    [onTown, refreshTown],
  );

  const load = useCallback(async (which: Selection, before?: string | null) => {
    const page = await calls.incidents(which, before, before ? LATER : FIRST);
    tell({ type: "loaded", incidents: page.incidents });
    setPaging((old) => ({ ...old, [which]: page.next ?? null }));
    return page.next;
  }, []);

  // The stream is heard before the list is read, so that nothing falls in between.
  const [again, setAgain] = useState(0);
  useEffect(() => {
    if (desk.loads === 0) return;
    let stale = false;
    setLoading(true);
    const all = async () => {
      let next = (await Promise.all([load(selection), refreshTown()]))[0];
      if (stale) return;
      setProblem(undefined);
      setLoading(false);
      // What is under way must all be there: the most urgent may be the oldest.
      while (selection === "open" && next && !stale) next = await load(selection, next);
    };
    all().catch((error: unknown) => {
      if (stale) return;
      setProblem(asProblem(error));
      setLoading(false);
    });
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
  const hasMore = selection !== "open" && Boolean(paging[selection]);
  return { desk, problem, loading, hasMore, more, put, retry, refreshTown };
}
