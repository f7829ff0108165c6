// What the charts of a study show, without saying how it is drawn.
import type { Fleet, Scenario, Share, Study } from "../../api/plan";
import { found } from "./answers";

/** A scenario as a point: yuan a year against the promised share in percent, with its interval. */
export type CostPoint = { name: string; yuan: number; share: number; low: number; high: number; present: boolean; verdict: Scenario["verdict"] };

const percents = (share: Share) => ({ share: found(share) / 100, low: share.low / 100, high: share.high / 100 });

export const costPoints = (study: Study): CostPoint[] =>
  study.scenarios.map((one, nth) => ({
    name: one.name,
    yuan: one.bill.yearly / 100,
    ...percents(one.promised),
    present: nth === 0,
    verdict: one.verdict,
  }));

export const fleetPoint = (name: string, fleet: Fleet, present = false): CostPoint => ({
  name,
  yuan: fleet.bill.yearly / 100,
  ...percents(fleet.promised),
  present,
  verdict: fleet.verdict,
});

/** Where an axis of percent begins and ends, with room around everything that stands on it. */
export function shareAxis(points: readonly CostPoint[], promise: number): { min: number; max: number; interval: number } {
  const lows = [promise, ...points.map((one) => one.low)];
  const highs = [promise, ...points.map((one) => one.high)];
  const [least, most] = [Math.min(...lows), Math.max(...highs)];
  const interval = [0.5, 1, 2, 5, 10, 20].find((step) => (most - least) / step <= 6) ?? 25;
  const max = Math.min(100, Math.ceil(most / interval + 0.2) * interval);
  return { min: Math.max(0, Math.floor(least / interval - 0.2) * interval), max, interval };
}

/** Where an axis of yuan begins and ends; a single cost has room on both sides. */
export function yuanAxis(points: readonly CostPoint[]): { min: number; max: number; interval: number } {
  const all = points.map((one) => one.yuan);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const width = Math.max(most - least, most * 0.05, 1);
  const rough = width / 4;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const interval = ([1, 2, 5, 10].find((step) => step * unit >= rough) ?? 10) * unit;
  return {
    min: Math.max(0, Math.floor((least - width * 0.1) / interval) * interval),
    max: Math.ceil((most + width * 0.1) / interval) * interval,
    interval,
  };
}

/** A car with the share of its duty at incidents, now and in a scenario, in percent. */
export type CarLoad = { unit: string; now: number | undefined; then: number | undefined; calls: number | undefined; half: number | undefined };

/** Workloads of all cars that either has, the present's in their order first. */
export function loads(present: Scenario, scenario: Scenario): CarLoad[] {
  const units = [...new Set([...present.by_car, ...scenario.by_car].map((one) => one.unit))];
  const percent = (value: number | undefined) => (value === undefined ? undefined : value * 100);
  return units.map((unit) => {
    const [now, then] = [present, scenario].map((one) => one.by_car.find((car) => car.unit === unit));
    return {
      unit,
      now: percent(now?.workload?.value),
      then: percent(then?.workload?.value),
      half: percent(then?.workload?.half_95 ?? undefined),
      calls: then?.first_on_scene?.value,
    };
  });
}
