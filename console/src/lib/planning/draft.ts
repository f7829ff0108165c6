// What a planner has typed, and the request that it makes.
import type { Costs, Pledge, Promised, SearchAsk, StudyAsk, Variant } from "../../api/plan";
import type { Present } from "../../api/plan.types";
import { fenOf, toYuanField } from "../performance/money";
import { dutyOf, type Hours } from "./shifts";
import { type TypedVariant, twice, variantOf, type Wrong } from "./variants";

export type Days = { from: string; to: string };
export type TypedCosts = { car: string; member: string; crew: string; hours: string };
export type TypedPromise = { of: Promised; share: string; confidence: "95" | "99" };
export type SearchShift = { key: number; name: string; hours: Hours };
export type TypedSearch = { shifts: string[]; own: SearchShift[]; anArea: string; fewest: string; most: string };

export type Draft = {
  days?: Days;
  costs?: TypedCosts;
  promise: TypedPromise;
  replications: string;
  length: string;
  seed: string;
  variants: TypedVariant[];
  search: TypedSearch;
};

export const FRESH: Draft = {
  promise: { of: "arrived_in_time", share: "95", confidence: "95" },
  replications: "20",
  length: "365",
  seed: "1",
  variants: [],
  search: { shifts: ["all_day"], own: [], anArea: "2", fewest: "", most: "" },
};

/** What was kept in the browser, with what a later version has besides. */
export const withDefaults = (kept: Partial<Draft> | undefined): Draft => ({
  ...FRESH,
  ...kept,
  promise: { ...FRESH.promise, ...kept?.promise },
  search: { ...FRESH.search, ...kept?.search },
});

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Six months up to a day: from 31 August back to 1 March. */
export function sixMonths(to: string): Days {
  const next = new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000);
  const [year, month, date] = [next.getUTCFullYear(), next.getUTCMonth() - 6, next.getUTCDate()];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return { from: dayOf(Date.UTC(year, month, Math.min(date, last))), to };
}

const whole = (text: string, least: number, most: number): number | undefined => {
  const value = /^\d{1,9}$/.test(text.trim()) ? Number(text) : NaN;
  return value >= least && value <= most ? value : undefined;
};

export const typedCosts = (costs: Costs): TypedCosts => ({
  car: toYuanField(costs.car_year),
  member: toYuanField(costs.member_year),
  crew: String(costs.crew),
  hours: String(costs.member_week_hours),
});

/** Unit prices as typed; undefined where one of them is none. */
export function costsOf(typed: TypedCosts): Costs | undefined {
  const [car, member] = [fenOf(typed.car), fenOf(typed.member)];
  const [crew, hours] = [whole(typed.crew, 1, 20), whole(typed.hours, 1, 168)];
  if (car === undefined || car < 0 || member === undefined || member < 0 || crew === undefined || hours === undefined) return undefined;
  return { car_year: car, member_year: member, crew, member_week_hours: hours };
}

/** Hundredths of a percent of `95` or `97.5`. */
export function promiseOf({ of, share, confidence }: TypedPromise): Pledge | undefined {
  const found = /^(\d{1,3})(?:\.(\d{1,2}))?\s*%?$/.exec(share.trim());
  if (!found) return undefined;
  const value = Number(found[1]) * 100 + Number((found[2] ?? "").padEnd(2, "0"));
  return value > 10_000 ? undefined : { of, share: value, confidence: Number(confidence) };
}

export const typedPromise = (promise: Pledge): TypedPromise => ({
  of: promise.of ?? "arrived_in_time",
  share: String(promise.share / 100),
  confidence: promise.confidence === 99 ? "99" : "95",
});

export type Lack =
  | { what: "costs" | "promise" | "replications" | "length" | "seed" | "shifts" | "an_area" | "cars" | "too_many" }
  | { what: "twice"; name: string }
  | { what: "variant"; key: number; name: string; wrong: Wrong };

type Run = { days: number; replications: number; seed: number };

function runOf(draft: Draft): { run: Run; lacks: Lack[] } {
  const [replications, days, seed] = [whole(draft.replications, 2, 10_000), whole(draft.length, 1, 3_660), whole(draft.seed, 0, 999_999_999)];
  const lacks: Lack[] = [];
  if (replications === undefined) lacks.push({ what: "replications" });
  if (days === undefined) lacks.push({ what: "length" });
  if (seed === undefined) lacks.push({ what: "seed" });
  return { run: { days: days ?? 365, replications: replications ?? 20, seed: seed ?? 1 }, lacks };
}

/** The variants as the file has them, and what in them cannot be meant. */
export function variantsOf(draft: Draft, present: Present): { variants: Variant[]; lacks: Lack[] } {
  const made = draft.variants.map((one) => ({ one, ...variantOf(one, present) }));
  const variants = made.map(({ variant }) => variant);
  const lacks: Lack[] = made.flatMap(({ one, wrong }) => wrong.map((each) => ({ what: "variant" as const, key: one.key, name: one.name, wrong: each })));
  const names = [present.name, ...variants.map((one) => one.name)].filter(Boolean);
  return { variants, lacks: [...lacks, ...twice(names).map((name) => ({ what: "twice" as const, name }))] };
}

const common = (draft: Draft) => {
  const { run, lacks } = runOf(draft);
  const costs = draft.costs ? costsOf(draft.costs) : undefined;
  const promise = promiseOf(draft.promise);
  if (!costs) lacks.push({ what: "costs" });
  if (!promise) lacks.push({ what: "promise" });
  return { run, lacks, costs, promise };
};

/** The study that a draft asks for; what it lacks where that is none. */
export function askOf(draft: Draft, fitted: Days, present: Present): { ask: StudyAsk } | { lacks: Lack[] } {
  const { run, lacks, costs, promise } = common(draft);
  const made = variantsOf(draft, present);
  lacks.push(...made.lacks);
  if (lacks.length > 0 || !costs || !promise) return { lacks };
  return { ask: { fitted, ...run, costs, promise, variants: made.variants } };
}

/** Calls that a town has in a day, by its model. */
export function callsADay(present: Present): number {
  const rates = present.demand.calls.rates ?? [];
  const mean = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) / Math.max(all.length, 1);
  return rates.reduce((sum, one) => sum + mean(one.per_hour), 0) * 24 * present.demand.factor;
}

/** Fleets that some shifts allow: so many cars an area at the most, so many in all. */
export function countFleets(areas: number, shifts: number, anArea: number, fewest: number, most: number): number {
  // Ways to have so many cars in one area.
  const ways = (cars: number) => {
    let count = 1;
    for (let n = 1; n < shifts; n += 1) count = (count * (cars + n)) / n;
    return Math.round(count);
  };
  let all = [1];
  for (let area = 0; area < areas; area += 1) {
    const next = new Array<number>(most + 1).fill(0);
    all.forEach((count, cars) => {
      for (let more = 0; more <= anArea && cars + more <= most; more += 1) next[cars + more] = (next[cars + more] ?? 0) + count * ways(more);
    });
    all = next;
  }
  return all.reduce((sum, count, cars) => (cars >= Math.max(fewest, 1) ? sum + count : sum), 0);
}

/** Simulated calls that the server takes of one request; a tenth is left for what the client rounds. */
const MOST_CALLS = 27_000_000;
export const FIRST_LOOK = 3;
/** Of more fleets the server does not look at each: it seeks, and simulates so many. */
const MOST_FLEETS = 50_000;
const TRIES = 1_000;
const LENGTHS = [365, 182, 91, 56, 28];

/** The search that a draft asks for, for as many days as the fleets that are looked at leave room for. */
export function searchOf(draft: Draft, fitted: Days, present: Present, named: (shift: string) => string): { ask: SearchAsk; fleets: number; each: boolean } | { lacks: Lack[] } {
  const { run, lacks, costs, promise } = common({ ...draft, length: "365" });
  const typed = draft.search;
  const [anArea, fewest, most] = [whole(typed.anArea, 1, 9), whole(typed.fewest, 1, 60), whole(typed.most, 1, 60)];
  const chosen = [
    ...typed.shifts.map((one) => ({ name: named(one), duty: dutyOf({ kind: one } as Hours) })),
    ...typed.own.map((one) => ({ name: one.name.trim(), duty: dutyOf(one.hours) })),
  ];
  const shifts = chosen.flatMap(({ name, duty }) => (name && duty ? [duty.length > 0 ? { name, duty } : { name }] : []));
  if (shifts.length === 0 || shifts.length > 6 || shifts.length < chosen.length || twice(shifts.map((one) => one.name)).length > 0) lacks.push({ what: "shifts" });
  if (anArea === undefined) lacks.push({ what: "an_area" });
  if (fewest === undefined || most === undefined || fewest > most) lacks.push({ what: "cars" });
  if (lacks.length > 0 || !costs || !promise || anArea === undefined || fewest === undefined || most === undefined) return { lacks };
  const fleets = countFleets(present.layout.areas.length, shifts.length, anArea, fewest, most);
  const daysFor = (looks: number) => LENGTHS.find((length) => callsADay(present) * length * Math.max(FIRST_LOOK * looks, 10 * run.replications) <= MOST_CALLS);
  const forEach = fleets > MOST_FLEETS ? undefined : daysFor(fleets);
  const days = forEach ?? daysFor(TRIES);
  if (fleets === 0) return { lacks: [{ what: "cars" }] };
  if (days === undefined) return { lacks: [{ what: "too_many" }] };
  const each = forEach !== undefined;
  const ask = { fitted, ...run, days, costs, promise, shifts, cars_an_area: anArea, fewest, most, first_look: FIRST_LOOK };
  return { ask: each ? ask : { ...ask, each_up_to: 0 }, fleets, each };
}
