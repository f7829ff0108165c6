// What a planner works with: the draft in the browser, the model, and what was computed last.
import { useCallback, useEffect, useRef, useState } from "react";
import * as calls from "../api/calls";
import * as api from "../api/plan";
import { serverNow } from "../api/http";
import { useWords } from "../i18n/context";
import { type Days, type Draft, sixMonths, typedCosts, withDefaults } from "../lib/planning/draft";
import type { Carried } from "../lib/planning/file";
import { day } from "../lib/time";
import { useDraft } from "../state/useDraft";
import { type Long, useLong } from "./useLong";

export type Planning = {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  model: Long<Days, api.Model>;
  /** Fits again what this window had, where the page was loaded anew. */
  resume: () => void;
  study: Long<api.StudyAsk, api.Computed>;
  search: Long<api.SearchAsk, api.Searched>;
  /** What the file that was opened has besides; too large for the browser's store. */
  carried: Carried | undefined;
  carry: (carried: Carried | undefined) => void;
};

/** The last day with calls that is over. */
async function lastDay(offset: number): Promise<string> {
  const today = day(serverNow(), offset);
  const before = day(Date.parse(`${today}T00:00:00Z`) - 86_400_000, 0);
  const { incidents } = await calls.incidents("all", null, 1);
  const last = incidents[0] ? day(incidents[0].received_at, offset) : before;
  return last < today ? last : before;
}

export function usePlanning(account: string): Planning {
  const { town } = useWords();
  const [kept, setKept] = useDraft<Partial<Draft>>(`planning.${account}`, "browser");
  const latest = useRef<Draft>(withDefaults(kept));
  latest.current = withDefaults(kept);
  const change = useCallback(
    (part: Partial<Draft>) => {
      latest.current = { ...latest.current, ...part };
      setKept(latest.current);
    },
    [setKept],
  );

  // In this window the model is there again after the page was loaded anew.
  const [fitted, setFitted] = useDraft<Days>(`planning-days.${account}`);
  const model = useLong(async (days: Days, signal: AbortSignal) => {
    const found = await api.model(days, signal);
    setFitted(days);
    const draft = latest.current;
    const cars = found.present.fleet.cars.length;
    change({
      ...(draft.costs === undefined && found.costs ? { costs: typedCosts(found.costs) } : {}),
      ...(draft.search.most ? {} : { search: { ...draft.search, fewest: String(Math.max(1, cars - 2)), most: String(cars + 1) } }),
    });
    return found;
  });
  const study = useLong(api.preview);
  const search = useLong(api.search);
  const [carried, carry] = useState<Carried>();

  const offset = town?.utc_offset_seconds;
  const { start, done, since } = model;
  const resume = () => {
    if (fitted && !done && since === undefined) start(fitted);
  };
  useEffect(() => {
    const known = latest.current.days;
    if (offset === undefined || (known?.from && known.to)) return;
    lastDay(offset).then(
      (last) => {
        // What was typed meanwhile stays.
        const [typed, usual] = [latest.current.days, sixMonths(last)];
        change({ days: { from: typed?.from || usual.from, to: typed?.to || usual.to } });
      },
      () => undefined,
    );
  }, [offset, change]);

  return { draft: latest.current, change, model, resume, study, search, carried, carry };
}
