// The parts of the planning model that the contract leaves open (`object`), as far as the pages show them.
import type { components } from "./schema";

type Schemas = components["schemas"];
type Place = Schemas["Place"];
type Days = { from: string; to: string };

type Quantile = { share: number; observed: number; fitted: number };
export type DurationFit = { n: number; mean: number; fits: boolean; quantiles: Quantile[] };

export type Fitted = {
  period: Days;
  counts: { incidents: number; cases: number; served: number; outside_hours: number; left_out: Record<string, number> };
  demand: {
    all: { calls: number; rates: number[] };
    by_category: Record<string, { calls: number; rates: number[] }>;
    dispersion: { days: number; mean: number; index: number };
  };
  places: { cell_metres: number; placed: number; area_only: number };
  service: { on_scene: Record<string, DurationFit>; pooled: DurationFit };
  /** The seconds that do not grow with the way are missing in models of older studies. */
  travel: { fixed_seconds?: number; all: { n: number; factor: number } } | null;
};

/** Seconds by the roads between all places, as `liandong plan roads` writes them. */
export type Roads = { places: Place[]; seconds: (number | null)[][]; [more: string]: unknown };

export type Point = { place: Place; area: string; weight: number };

/** The present, as a scenario file names it. */
export type Present = {
  name: string;
  layout: { areas: { id: string; waits_at: Place }[]; points: Point[]; roads?: Roads | null };
  demand: { factor: number; calls: { rates?: { per_hour: number[] }[] } };
  fleet: { cars: Schemas["PlanCar"][] };
  rules: {
    dispatch: { own_area_preference_seconds?: number };
    arrive: { seconds: number };
    reassign_gain_seconds?: number | null;
    patience_seconds?: number | null;
  };
};
