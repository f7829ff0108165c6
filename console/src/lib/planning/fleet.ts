// The cars of a scenario and what they cost, before anything is simulated.
import type { Bill, Car, Costs, Variant } from "../../api/plan";
import { dutySeconds, onDuty } from "./shifts";

/** The cars that a variant makes of the present ones, in the order of the simulation. */
export function fleetOf(cars: readonly Car[], variant: Pick<Variant, "add" | "remove" | "change">): Car[] {
  const gone = new Set(variant.remove ?? []);
  const changed = new Map((variant.change ?? []).map((one) => [one.unit, one]));
  const added = (variant.add ?? []).map((one, nth): Car => ({ ...one, unit: `new-${nth + 1}` }));
  return [...cars.filter((one) => !gone.has(one.unit)).map((one) => changed.get(one.unit) ?? one), ...added];
}

/** What a fleet costs a year, with the members that fill it. */
export function billOf(costs: Costs, cars: readonly Car[]): Bill {
  const duty = cars.reduce((sum, one) => sum + dutySeconds(one.duty), 0);
  const members = Math.ceil((duty * costs.crew) / (Math.max(costs.member_week_hours, 1) * 3600));
  return {
    cars: cars.length,
    duty_seconds_a_week: duty,
    members,
    yearly: costs.car_year * cars.length + costs.member_year * members,
  };
}

/** Cars on duty in each hour of the week, from Monday 00:00. */
export const carsByHour = (cars: readonly Car[]): number[] =>
  Array.from({ length: 168 }, (_, hour) => cars.filter((one) => onDuty(one.duty, hour)).length);

/** Cars on duty by the hour of each day; one line for all days where they are alike. */
export function dutyRows(hours: readonly number[]): { day: number; all: boolean; cars: number[] }[] {
  const days = Array.from({ length: 7 }, (_, day) => hours.slice(day * 24, day * 24 + 24));
  const all = days.every((one) => one.join() === days[0]?.join());
  return days.slice(0, all ? 1 : 7).map((cars, day) => ({ day, all, cars }));
}

/** `new-2` as the second car that a scenario adds; undefined for a car that is there now. */
export const nthNew = (unit: string): number | undefined => {
  const found = /^new-(\d+)$/.exec(unit);
  return found ? Number(found[1]) : undefined;
};
