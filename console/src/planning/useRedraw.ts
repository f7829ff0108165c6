// Areas drawn anew on the server, into the scenario that is being written.
import { useRef, useState } from "react";
import * as api from "../api/plan";
import type { Present } from "../api/plan.types";
import type { Days } from "../lib/planning/draft";
import { drawnFacts, withDrawn } from "../lib/planning/redrawn";
import { type TypedVariant, variantOf } from "../lib/planning/variants";
import { type Long, useLong } from "./useLong";

type Given = { typed: TypedVariant; present: Present; fitted: Days | undefined; onChange: (typed: TypedVariant) => void };

export type Redrawing = Pick<Long<api.RedrawAsk, api.Redrawn>, "done" | "problem" | "since" | "stop"> & {
  start: (moveWaiting: boolean) => void;
  /** Whether the scenario may be asked for: nothing in it is mistyped. */
  sound: boolean;
  /** Whether the scenario was changed since. */
  stale: boolean;
};

/** All but its name makes a scenario what it is. */
const keyOf = (typed: TypedVariant, present: Present) => JSON.stringify({ ...variantOf(typed, present).variant, name: "" });

export function useRedraw(given: Given): Redrawing {
  // What is typed while the server draws stays.
  const latest = useRef(given);
  latest.current = given;
  const [drawnAs, setDrawnAs] = useState("");
  const long = useLong(async (ask: api.RedrawAsk, signal: AbortSignal) => {
    const view = await api.redraw(ask, signal);
    if (signal.aborted) return view;
    const { typed, present, onChange } = latest.current;
    const next = drawnFacts(view.drawn).nothing ? typed : withDrawn(typed, view.drawn, present);
    setDrawnAs(keyOf(next, present));
    if (next !== typed) onChange(next);
    return view;
  });
  const { typed, present, fitted } = given;
  const { variant, wrong } = variantOf(typed, present);
  const start = (move_waiting: boolean) => {
    const name = variant.name || present.name;
    // The contract lists every option; the server fills in what is left out.
    const how = { name, move_waiting } as api.RedrawAsk["how"];
    if (fitted) long.start({ fitted, variant: { ...variant, name }, ...(how ? { how } : {}) });
  };
  return {
    done: long.done, problem: long.problem, since: long.since, stop: long.stop, start,
    sound: fitted !== undefined && wrong.every((one) => one.field === "name"),
    stale: drawnAs !== keyOf(typed, present),
  };
}
