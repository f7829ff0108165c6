// Today's figures, as the server computes them: when something happened, and once a minute at the least.
import { useEffect, useState } from "react";
import { asProblem, type Problem, serverNow } from "../api/http";
import { read } from "../api/reports";
import { type Figures, figures } from "../lib/wall";

/** Under a storm of events the report is still asked for only so often. */
const LEAST_MS = 10_000;
const MOST_MS = 60_000;

type Known = { figures: Figures; at: number };

export function useFigures(day: string | undefined, events: number) {
  const [known, setKnown] = useState<Known>();
  const [problem, setProblem] = useState<Problem>();
  const [asked, setAsked] = useState(0);
  const [seen, setSeen] = useState({ day, events });

  // A new day at once; events after the rest that the last answer began.
  useEffect(() => {
    if (!day) return;
    const stop = new AbortController();
    read({ kind: "daily", day }, stop.signal).then(
      ({ report }) => {
        setKnown({ figures: figures(report), at: serverNow() });
        setProblem(undefined);
      },
      (error: unknown) => {
        if (!stop.signal.aborted) setProblem(asProblem(error));
      },
    );
    return () => stop.abort();
  }, [day, asked]);

  useEffect(() => {
    setSeen({ day, events });
    const timer = window.setTimeout(() => setAsked((count) => count + 1), MOST_MS);
    return () => window.clearTimeout(timer);
    // Counted from each asking.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [day, asked]);

  const news = events !== seen.events;
  useEffect(() => {
    if (!news) return;
    const timer = window.setTimeout(() => setAsked((count) => count + 1), LEAST_MS);
    return () => window.clearTimeout(timer);
  }, [news, asked]);

  // Yesterday's figures are not today's.
  return { today: known && known.figures.day === day ? known.figures : undefined, at: known?.at, problem };
}
