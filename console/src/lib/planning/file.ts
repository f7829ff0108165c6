// Scenarios as a file that somebody hands on: what is promised and the variants, or a whole plan of the command line.
import type { Pledge, Variant } from "../../api/plan";
import type { Present, Roads } from "../../api/plan.types";

export type ScenarioFile = { promise: Pledge; variants: Variant[] };

/**
 * What a file has besides and the page does not compute with: ways by the roads, in its present. It goes back into the
 * file that is saved.
 */
export type Carried = { present: Json; costs?: unknown };

/** What is said of the roads of a file: that they go back, or that they are another layout's. */
export type RoadsSaid = "carried" | "other";

export type FileFault =
  | { kind: "no_json" }
  | { kind: "no_scenarios" }
  | { kind: "unknown_field"; at: string }
  | { kind: "bad_value"; at: string }
  | { kind: "no_such_car"; at: string; name: string }
  | { kind: "no_such_area"; at: string; name: string }
  | { kind: "no_such_point"; at: string; name: string };

export const fileText = (file: ScenarioFile, carried?: Carried): string =>
  `${JSON.stringify(carried ? { present: carried.present, ...(carried.costs ? { costs: carried.costs } : {}), ...file } : file, null, carried ? undefined : 2)}\n`;

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

const FIELDS: Record<string, (value: unknown) => boolean> = {
  name: (value) => typeof value === "string" && value.trim() !== "",
  demand_percent: isWhole,
  arrive_seconds: isWhole,
  own_area_preference_seconds: isWhole,
  reassign_gain_seconds: isWhole,
  add: Array.isArray,
  remove: Array.isArray,
  change: Array.isArray,
  areas: Array.isArray,
};

const isWindow = (value: unknown) =>
  isObject(value) && isWhole(value.from_second) && isWhole(value.to_second) && Array.isArray(value.weekdays) && value.weekdays.every((day) => isWhole(day) && day >= 1 && day <= 7);
const isDuty = (value: unknown) => value === undefined || (Array.isArray(value) && value.every(isWindow));

/** Reads a file; what is wrong with it is named by its place, as `variants[1].add[0].area`. */
export function readFile(text: string, present: Present): { file: ScenarioFile; carried?: Carried; roads?: RoadsSaid } | { faults: FileFault[] } {
  let whole: unknown;
  try {
    whole = JSON.parse(text);
  } catch {
    return { faults: [{ kind: "no_json" }] };
  }
  if (!isObject(whole) || !Array.isArray(whole.variants)) return { faults: [{ kind: "no_scenarios" }] };
  const faults: FileFault[] = [];
  const promise = isObject(whole.promise) ? whole.promise : undefined;
  const read: Pledge = { of: "arrived_in_time", share: 9500, confidence: 95 };
  if (promise) {
    if (promise.of === "answered_in_time") read.of = "answered_in_time";
    else if (promise.of !== undefined && promise.of !== "arrived_in_time") faults.push({ kind: "bad_value", at: "promise.of" });
    if (isWhole(promise.share) && promise.share >= 0 && promise.share <= 10_000) read.share = promise.share;
    else faults.push({ kind: "bad_value", at: "promise.share" });
    if (promise.confidence === 95 || promise.confidence === 99) read.confidence = promise.confidence;
    else faults.push({ kind: "bad_value", at: "promise.confidence" });
  }
  const variants = whole.variants.map((one: unknown, nth) => {
    faults.push(...variantFaults(one, `variants[${nth}]`, present));
    return one as Variant;
  });
    const theirs = isObject(whole.present) ? whole.present : undefined;
  const layout = isObject(theirs?.layout) ? theirs.layout : undefined;
  const roads = layout?.roads ?? undefined;
  if (roads !== undefined && !isRoads(roads)) faults.push({ kind: "bad_value", at: "present.layout.roads" });
  if (faults.length > 0) return { faults };
  const file = { promise: read, variants };
  if (!theirs || !layout || roads === undefined) return { file };
  if (!sameLayout(layout, present)) return { file, roads: "other" };
  return { file, roads: "carried", carried: { present: theirs, ...(whole.costs ? { costs: whole.costs } : {}) } };
}

const isRoads = (value: unknown): value is Roads =>
  isObject(value) && Array.isArray(value.places) && Array.isArray(value.seconds) && value.seconds.length === value.places.length;

/** Whether a layout has the areas and points of the present: then its ways and its points' places hold for both. */
function sameLayout(layout: Json, present: Present): boolean {
  const place = (one: unknown) => (isObject(one) ? [one.lon, one.lat] : []);
  const list = (all: unknown): Json[] => (Array.isArray(all) ? all.filter(isObject) : []);
  const key = (areas: Json[], points: Json[]) =>
    JSON.stringify([areas.map((one) => [one.id, ...place(one.waits_at)]), points.map((one) => [one.area, ...place(one.place)])]);
  return key(list(layout.areas), list(layout.points)) === key(present.layout.areas, present.layout.points);
}

function variantFaults(variant: unknown, at: string, present: Present): FileFault[] {
  if (!isObject(variant)) return [{ kind: "bad_value", at }];
  const faults: FileFault[] = [];
  for (const [field, value] of Object.entries(variant)) {
    const check = FIELDS[field];
    if (!check) faults.push({ kind: "unknown_field", at: `${at}.${field}` });
    else if (value !== null && !check(value)) faults.push({ kind: "bad_value", at: `${at}.${field}` });
  }
  if (variant.name === undefined) faults.push({ kind: "bad_value", at: `${at}.name` });
  const list = (field: string): [unknown, string][] => {
    const all = variant[field];
    return Array.isArray(all) ? all.map((one, nth) => [one, `${at}.${field}[${nth}]`]) : [];
  };
  const knowsCar = (unit: unknown) => present.fleet.cars.some((one) => one.unit === unit);
  const area = (one: unknown, place: string) => {
    if (!isObject(one)) return faults.push({ kind: "bad_value", at: place });
    if (!present.layout.areas.some((known) => known.id === one.area)) {
      faults.push({ kind: "no_such_area", at: `${place}.area`, name: String(one.area) });
    }
    if (!isDuty(one.duty)) faults.push({ kind: "bad_value", at: `${place}.duty` });
    return undefined;
  };
  for (const [one, place] of list("remove")) if (!knowsCar(one)) faults.push({ kind: "no_such_car", at: place, name: String(one) });
  for (const [one, place] of list("add")) area(one, place);
  for (const [one, place] of list("change")) {
    area(one, place);
    if (isObject(one) && !knowsCar(one.unit)) faults.push({ kind: "no_such_car", at: `${place}.unit`, name: String(one.unit) });
  }
  for (const [one, place] of list("areas")) {
    area(one, place);
    const points = isObject(one) && Array.isArray(one.points) ? one.points : [];
    points.forEach((nth: unknown, index: number) => {
      if (!isWhole(nth) || !present.layout.points[nth]) faults.push({ kind: "no_such_point", at: `${place}.points[${index}]`, name: String(nth) });
    });
  }
  return faults;
}
