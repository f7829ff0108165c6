// A small made-up town for the tests of planning.
import type { Scenario, Study } from "../../api/plan";
import type { Present } from "../../api/plan.types";
import { WEEK } from "./shifts";

const place = (lon: number, lat: number) => ({ lon: 121 + lon / 100, lat: 31 + lat / 100 });

/** Two areas, four points, two cars: one round the clock, one by day. */
export const PRESENT: Present = {
  name: "now",
  layout: {
    areas: [
      { id: "east", waits_at: place(3, 0) },
      { id: "west", waits_at: place(0, 0) },
    ],
    points: [
      { place: place(0, 0), area: "west", weight: 4 },
      { place: place(1, 0), area: "west", weight: 3 },
      { place: place(2, 0), area: "west", weight: 2 },
      { place: place(3, 0), area: "east", weight: 1 },
    ],
  },
  demand: { factor: 1, calls: { rates: [{ per_hour: [2] }, { per_hour: [1, 3] }] } },
  fleet: {
    cars: [
      { unit: "car-1", area: "west" },
      { unit: "car-2", area: "east", duty: [{ weekdays: [...WEEK], from_second: 28_800, to_second: 72_000 }] },
    ],
  },
  rules: { dispatch: { own_area_preference_seconds: 60 }, arrive: { seconds: 900 } },
};

const hour = { calls: { value: 52.5 }, arrived_in_time: { value: 0.96 }, answered_in_time: { value: 0.9 }, response: { value: 420 } };

type Given = { name: string; cars?: number; yearly: number; share: number; half: number; verdict: Scenario["verdict"]; paired?: number };

/** A scenario with a share in hundredths of a percent. */
export const scenario = ({ name, cars = 2, yearly, share, half, verdict, paired }: Given): Scenario => ({
  name,
  bill: { cars, members: cars * 8, duty_seconds_a_week: cars * 604_800, yearly },
  promised: { share: { numerator: share, denominator: 10_000 }, low: share - half, high: share + half },
  verdict,
  whole: [
    {
      measure: "arrived_in_time",
      value: { value: share / 10_000, half_95: half / 10_000, half_99: half / 8_000 },
      against_present: paired === undefined ? null : { value: paired / 10_000, half_95: 0.001, half_99: 0.002 },
    },
  ],
  by_hour: Array.from({ length: 168 }, () => hour),
  by_area: [],
  by_point: [],
  by_car: [
    { unit: "car-1", workload: { value: 0.3, half_95: 0.01 }, first_on_scene: { value: 900 } },
    { unit: "car-2", workload: { value: 0.2, half_95: 0.01 }, first_on_scene: { value: 600 } },
  ],
});

export const study = (...scenarios: Scenario[]): Study => ({
  seed: 1,
  replications: 20,
  days: 365,
  promise: { of: "arrived_in_time", share: 9_500, confidence: 95 },
  scenarios,
});
