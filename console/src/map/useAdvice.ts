// Which car to send to the incident in hand, as the server advises it now.
import { useEffect, useState } from "react";
import * as read from "../api/map";
import { asProblem, type Problem } from "../api/http";
import type { Advice, Incident } from "../api/types";
import { canBeSent } from "../lib/mapScene";

/** Ways and waits run on: an advice is asked for anew after so long. */
const FRESH_MS = 30_000;

export function useAdvice(incident: Incident | undefined, may: boolean, changes: number) {
  const [advice, setAdvice] = useState<Advice>();
  const [problem, setProblem] = useState<Problem>();
  const [again, setAgain] = useState(0);
  const wanted = may && incident && canBeSent(incident) ? `${incident.id} ${incident.version} ${changes}` : undefined;
  useEffect(() => {
    const id = wanted?.split(" ")[0];
    if (!id) return;
    const stop = new AbortController();
    let timer = 0;
    const later = () => {
      timer = window.setTimeout(() => setAgain((count) => count + 1), FRESH_MS);
    };
    read.advice(id, stop.signal).then(
      (news) => {
        setAdvice(news);
        setProblem(undefined);
        later();
      },
      (error: unknown) => {
        if (stop.signal.aborted) return;
        setProblem(asProblem(error));
        later();
      },
    );
    return () => {
      stop.abort();
      window.clearTimeout(timer);
    };
  }, [wanted, again]);
  const mine = incident && wanted && advice?.incident === incident.id ? advice : undefined;
  return { advice: mine, problem: wanted ? problem : undefined };
}
