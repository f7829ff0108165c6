import { useEffect, useState } from "react";
import { type Doing, leave, type Other, present } from "../api/presence";

const EVERY_MS = 10_000;

/** The others who have the incident open, while this page is looked at. */
export function usePresence(id: string, doing: Doing): Other[] {
  const [others, setOthers] = useState<Other[]>([]);
  useEffect(() => {
    const stop = new AbortController();
    const tell = () => {
      if (document.hidden) return;
      present(id, doing, stop.signal).then(
        (news) => {
          if (!stop.signal.aborted) setOthers(news ?? []);
        },
        () => undefined,
      );
    };
    tell();
    const timer = window.setInterval(tell, EVERY_MS);
    document.addEventListener("visibilitychange", tell);
    return () => {
      stop.abort();
      window.clearInterval(timer);
      document.removeEventListener("visibilitychange", tell);
    };
  }, [id, doing]);
  useEffect(() => () => leave(id), [id]);
  return others;
}
