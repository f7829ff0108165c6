import { useEffect, useState } from "react";
import { asProblem, type Problem } from "../api/http";
import * as room from "../api/room";
import type { Incident, Role } from "../api/types";
import { mayConfirm, worksRoom } from "../lib/rights";
import type { Guide } from "../lib/quick";

const SENDS = ["assign", "reinforce", "reassign"];

/**
 * The advice on an incident as it stands, asked anew with each of its versions, and with `news` of the
 * cars. What is asked for again is not gone in the meantime: the reader goes on reading.
 */
export function useGuide(incident: Incident, role: Role, acting: string | undefined, news: unknown) {
  const [guide, setGuide] = useState<Guide>({});
  const [problem, setProblem] = useState<Problem>();
  const [tries, setTries] = useState(0);
  const { id, version } = incident;
  const classifies = mayConfirm(role) && incident.phase === "received";
  const compares = worksRoom(role) && (incident.next.includes("merge") || incident.phase === "received");
  // Once a car is there, another is advised to whoever is about to send one.
  const sends = incident.phase === "accepted" || (acting !== undefined && SENDS.includes(acting));
  const dispatches = worksRoom(role) && sends && incident.next.some((code) => SENDS.includes(code));

  useEffect(() => {
    const stop = new AbortController();
    const take = <K extends keyof Guide>(key: K, asked: Promise<Guide[K]>) =>
      asked.then(
        (answer) => {
          if (stop.signal.aborted) return;
          setGuide((old) => ({ ...old, [key]: answer }));
          setProblem(undefined);
        },
        (error: unknown) => {
          if (!stop.signal.aborted) setProblem(asProblem(error));
        },
      );
    if (classifies) void take("suggestion", room.suggestion(id, stop.signal));
    else setGuide((old) => ({ ...old, suggestion: undefined }));
    if (compares) void take("duplicates", room.duplicates(id, stop.signal));
    else setGuide((old) => ({ ...old, duplicates: undefined }));
    return () => stop.abort();
  }, [id, version, classifies, compares, tries]);

  useEffect(() => {
    if (!dispatches) {
      setGuide((old) => ({ ...old, recommendation: undefined }));
      return undefined;
    }
    const stop = new AbortController();
    room.recommendation(id, stop.signal).then(
      (recommendation) => setGuide((old) => ({ ...old, recommendation })),
      (error: unknown) => {
        if (!stop.signal.aborted) setProblem(asProblem(error));
      },
    );
    return () => stop.abort();
  }, [id, version, dispatches, news, tries]);

  return { guide, problem, retry: () => setTries((count) => count + 1) };
}
