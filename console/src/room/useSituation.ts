// What the room must know beside its incidents: calls for help, what is unanswered, what waits, the cars.
import { useCallback, useEffect, useRef, useState } from "react";
import { asProblem, type Problem } from "../api/http";
import * as room from "../api/room";

export type Situation = {
  sos: room.Sos[];
  alerts: room.Alert[];
  queued: room.Queued[];
  units: room.UnitState[];
  standbys: room.Standby[];
  coverage: room.Coverage | undefined;
};

const NOTHING: Situation = { sos: [], alerts: [], queued: [], units: [], standbys: [], coverage: undefined };

/** Levels rise and ways grow longer by themselves. */
const EVERY_MS = 30_000;
/** A busy minute asks no more often than this. */
const AT_MOST_MS = 1500;

/** Asks anew when something happened (`refresh`), and now and then. */
export function useSituation(wanted: boolean) {
  const [situation, setSituation] = useState(NOTHING);
  const [loaded, setLoaded] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const asked = useRef(0);
  const timer = useRef(0);

  const ask = useCallback(async () => {
    timer.current = 0;
    asked.current = Date.now();
    try {
      const [sos, alerts, queued, units, standbys, coverage] = await Promise.all([
        room.sos(), room.alerts(), room.queued(), room.units(), room.standbys(), room.coverage(),
      ]);
      setSituation({ sos, alerts, queued, units, standbys, coverage });
      setProblem(undefined);
      setLoaded(true);
    } catch (error) {
      setProblem(asProblem(error));
    }
  }, []);

  const refresh = useCallback(
    (atOnce = false) => {
      if (!wanted) return;
      window.clearTimeout(timer.current);
      const wait = atOnce ? 0 : Math.max(0, asked.current + AT_MOST_MS - Date.now());
      timer.current = window.setTimeout(() => void ask(), wait);
    },
    [wanted, ask],
  );

  useEffect(() => {
    if (!wanted) return undefined;
    refresh(true);
    const every = window.setInterval(refresh, EVERY_MS);
    return () => {
      window.clearInterval(every);
      window.clearTimeout(timer.current);
    };
  }, [wanted, refresh]);

  return { situation, loaded, problem, refresh };
}
