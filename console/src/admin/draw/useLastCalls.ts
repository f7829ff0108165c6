// Where the last calls came from, to see what a change of areas would have meant for them.
import { useEffect, useState } from "react";
import * as calls from "../../api/calls";
import { asProblem, type Problem } from "../../api/http";
import { placesOf } from "../../lib/areaEffect";
import type { LonLat } from "../../lib/gcj02";

const MOST = 500;

export type LastCalls = { all: number; places: readonly LonLat[] };

/** Asked for once, when somebody begins to draw. */
export function useLastCalls(wanted: boolean): { last: LastCalls | undefined; problem: Problem | undefined } {
  const [last, setLast] = useState<LastCalls>();
  const [problem, setProblem] = useState<Problem>();
  const asks = wanted && !last;
  useEffect(() => {
    if (!asks) return undefined;
    let stale = false;
    calls.incidents("all", undefined, MOST).then(
      ({ incidents }) => !stale && setLast({ all: incidents.length, places: placesOf(incidents) }),
      (error: unknown) => !stale && setProblem(asProblem(error)),
    );
    return () => {
      stale = true;
    };
  }, [asks]);
  return { last, problem };
}
