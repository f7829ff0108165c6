// Planning: the model of the town's own log, scenarios simulated, the cheapest fleet, kept studies.
import type { Days } from "./calls";
import { json } from "./http";
import type { Fitted, Present } from "./plan.types";
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Variant = Schemas["PlanVariant"];
export type Car = Schemas["PlanCar"];
export type AddedCar = Schemas["PlanAddedCar"];
export type Window = Schemas["Window"];
export type Shift = Schemas["PlanShift"];
export type Costs = Schemas["PlanCosts"];
export type Bill = Schemas["PlanBill"];
export type Pledge = Schemas["PlanPromise"];
export type Promised = Schemas["PlanPromised"];
export type Share = Schemas["PlanShare"];
export type Verdict = Schemas["PlanVerdict"];
export type Estimate = Schemas["PlanEstimate"];
export type StudyAsk = Schemas["StudyAsk"];
export type RedrawAsk = Schemas["RedrawAsk"];
export type Redrawn = Schemas["RedrawView"];
export type Drawn = Schemas["PlanDrawn"];
export type AreaWork = Schemas["PlanAreaWork"];
export type SearchAsk = Schemas["SearchAsk"];
export type Searched = Schemas["SearchView"];
export type Fleet = Schemas["FleetView"];
export type Backtest = Schemas["BacktestView"];
export type BacktestRow = Schemas["BacktestRow"];
export type StudyLine = Schemas["StudyLine"];
export type Hour = Schemas["HourAnswerView"];
export type Point = Schemas["PointAnswerView"];
export type Scenario = Schemas["ScenarioView"];
export type Study = Schemas["StudyView"];
export type Computed = Schemas["ComputedView"];
export type Model = Omit<Schemas["PlanModelView"], "fitted" | "present"> & { fitted: Fitted; present: Present };
/** A scenario file: the present as it was, and what was changed. */
export type PlanFile = { present: Present; costs: Costs; promise: Pledge; variants: Variant[] };
export type Kept = Omit<Schemas["KeptView"], "scenario"> & { scenario: PlanFile };

const at = encodeURIComponent;

export const model = (days: Days, signal: AbortSignal) =>
  json<Model>(`/plan/model?${new URLSearchParams(days)}`, { signal });

export const preview = (ask: StudyAsk, signal: AbortSignal) =>
  json<Computed>("/plan/preview", { method: "POST", body: ask, signal });

export const search = (ask: SearchAsk, signal: AbortSignal) =>
  json<Searched>("/plan/search", { method: "POST", body: ask, signal });

export const redraw = (ask: RedrawAsk, signal: AbortSignal) =>
  json<Redrawn>("/plan/redraw", { method: "POST", body: ask, signal });

export const studies = async (signal?: AbortSignal) =>
  (await json<{ studies: StudyLine[] }>("/plan/studies", signal ? { signal } : {})).studies;

export const study = (id: string, signal?: AbortSignal) => json<Kept>(`/plan/studies/${at(id)}`, signal ? { signal } : {});

export const keep = (id: string, name: string, ask: StudyAsk, key: string) =>
  json<Kept>(`/plan/studies/${at(id)}`, { method: "PUT", body: { name, ask }, key });

export const withdraw = (id: string, reason: string, key: string) =>
  json<Kept>(`/plan/studies/${at(id)}/withdraw`, { method: "POST", body: { reason }, key });
