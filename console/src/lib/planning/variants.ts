// A scenario as a form has it, to and from the lines of a scenario file.
import type { Car, Variant } from "../../api/plan";
import type { Present } from "../../api/plan.types";
import { dutyOf, type Hours, hoursOf, sameDuty } from "./shifts";

/** What is done with a car that is there now. */
export type CarEdit = { gone: true } | { area?: string; hours?: Hours };
export type NewCar = { key: number; area: string; hours: Hours };

export type TypedVariant = {
  key: number;
  name: string;
  /** By the car; what is not there stays as it is. */
  cars: Record<string, CarEdit>;
  added: NewCar[];
  /** Percent more or less, as typed: `20`, `-10`. */
  demand: string;
  /** Minutes. */
  arrive: string;
  /** Seconds. */
  preference: string;
  gain: string;
  /** Points that are given to another area, by their place in the layout. */
  cells: Record<string, string>;
  /** What a file says and no form has: outlines and waiting points. */
  drawn: NonNullable<Variant["areas"]>;
};

export type VariantField = "name" | "hours" | "area" | "demand" | "arrive" | "preference" | "gain" | "fleet";
/** What cannot be meant, and of which car where it is about one. */
export type Wrong = { field: VariantField; car?: string };

export const blankVariant = (key: number, name: string): TypedVariant => ({
  key, name, cars: {}, added: [], demand: "", arrive: "", preference: "", gain: "", cells: {}, drawn: [],
});

const whole = (text: string, least: number, most: number): number | undefined => {
  const typed = text.trim().replace(/^[+\uff0b]/, "").replace(/^[\u2212\uff0d]/, "-");
  if (!/^-?\d{1,6}$/.test(typed)) return undefined;
  const value = Number(typed);
  return value >= least && value <= most ? value : undefined;
};

/** Seconds of minutes as typed, with a fraction where they have one. */
function secondsTyped(text: string): number | undefined {
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(text.trim())) return undefined;
  const seconds = Math.round(Number(text) * 60);
  return seconds >= 60 && seconds <= 43_200 ? seconds : undefined;
}

/** Points by the area that they are given to, where that is another than now. */
export function cellsOf(present: Present, cells: Record<string, string>): { area: string; points: number[] }[] {
  const by = new Map<string, number[]>();
  for (const [nth, area] of Object.entries(cells)) {
    const point = present.layout.points[Number(nth)];
    if (point && point.area !== area) by.set(area, [...(by.get(area) ?? []), Number(nth)]);
  }
  return [...by].sort(([a], [b]) => a.localeCompare(b)).map(([area, points]) => ({ area, points: points.sort((a, b) => a - b) }));
}

/** The lines of a scenario file that a form makes, and what in it cannot be meant. */
export function variantOf(typed: TypedVariant, present: Present): { variant: Variant; wrong: Wrong[] } {
  const wrong: Wrong[] = [];
  const knows = (area: string) => present.layout.areas.some((one) => one.id === area);
  const variant: Variant = { name: typed.name.trim() };
  if (!variant.name || [...variant.name].length > 60) wrong.push({ field: "name" });

  const windows = (hours: Hours, car: string) => {
    const duty = dutyOf(hours);
    if (!duty) wrong.push({ field: "hours", car });
    return duty ?? [];
  };
  const [remove, change]: [string[], Car[]] = [[], []];
  for (const car of present.fleet.cars) {
    const edit = typed.cars[car.unit];
    if (!edit) continue;
    if ("gone" in edit) {
      remove.push(car.unit);
      continue;
    }
    const area = edit.area ?? car.area;
    if (!knows(area)) wrong.push({ field: "area", car: car.unit });
    const duty = edit.hours ? windows(edit.hours, car.unit) : (car.duty ?? []);
    if (area !== car.area || !sameDuty(duty, car.duty)) change.push({ ...car, area, duty });
  }
  const add = typed.added.map((one, nth) => {
    if (!knows(one.area)) wrong.push({ field: "area", car: `new-${nth + 1}` });
    const duty = windows(one.hours, `new-${nth + 1}`);
    return duty.length > 0 ? { area: one.area, duty } : { area: one.area };
  });
  const cars = present.fleet.cars.length - remove.length + add.length;
  if (cars < 1 || cars > 60) wrong.push({ field: "fleet" });
  if (remove.length > 0) variant.remove = remove;
  if (change.length > 0) variant.change = change;
  if (add.length > 0) variant.add = add;

  const number = <T extends VariantField>(field: T, text: string, read: (text: string) => number | undefined) => {
    if (!text.trim()) return undefined;
    const value = read(text);
    if (value === undefined) wrong.push({ field });
    return value;
  };
  const demand = number("demand", typed.demand, (text) => whole(text, -99, 900));
  if (demand) variant.demand_percent = 100 + demand;
  const areas = [...typed.drawn, ...cellsOf(present, typed.cells)];
  if (areas.length > 0) variant.areas = areas;
  const arrive = number("arrive", typed.arrive, secondsTyped);
  if (arrive !== undefined) variant.arrive_seconds = arrive;
  const preference = number("preference", typed.preference, (text) => whole(text, 0, 7200));
  if (preference !== undefined) variant.own_area_preference_seconds = preference;
  const gain = number("gain", typed.gain, (text) => whole(text, 0, 7200));
  if (gain !== undefined) variant.reassign_gain_seconds = gain;
  return { variant, wrong };
}

const minutesTyped = (seconds: number) => String(Math.round((seconds / 60) * 100) / 100);

/** The form that makes these lines again. */
export function typedOf(variant: Variant, present: Present, key: number): TypedVariant {
  const typed = blankVariant(key, variant.name);
  for (const unit of variant.remove ?? []) typed.cars[unit] = { gone: true };
  for (const car of variant.change ?? []) {
    const now = present.fleet.cars.find((one) => one.unit === car.unit);
    typed.cars[car.unit] = {
      ...(now?.area === car.area ? {} : { area: car.area }),
      ...(sameDuty(now?.duty, car.duty) ? {} : { hours: hoursOf(car.duty) }),
    };
  }
  typed.added = (variant.add ?? []).map((one, nth) => ({ key: nth + 1, area: one.area, hours: hoursOf(one.duty) }));
  if (variant.demand_percent != null) typed.demand = String(variant.demand_percent - 100);
  if (variant.arrive_seconds != null) typed.arrive = minutesTyped(variant.arrive_seconds);
  if (variant.own_area_preference_seconds != null) typed.preference = String(variant.own_area_preference_seconds);
  if (variant.reassign_gain_seconds != null) typed.gain = String(variant.reassign_gain_seconds);
  for (const one of variant.areas ?? []) {
    if (one.outline) {
      typed.drawn.push(one);
      continue;
    }
    // Points are the form's, so that a cell that is pressed is given away; a waiting point is not.
    if (one.waits_at) typed.drawn.push({ area: one.area, waits_at: one.waits_at });
    for (const nth of one.points ?? []) typed.cells[nth] = one.area;
  }
  return typed;
}

/** The present with the waiting points of a form. */
export function standing(typed: TypedVariant, present: Present): Present {
  const moved = new Map(typed.drawn.flatMap((one) => (one.waits_at ? [[one.area, one.waits_at] as const] : [])));
  if (moved.size === 0) return present;
  const areas = present.layout.areas.map((one) => ({ ...one, waits_at: moved.get(one.id) ?? one.waits_at }));
  return { ...present, layout: { ...present.layout, areas } };
}

/** Whether a scenario is the present under another name. */
export const changesNothing = ({ name: _, ...rest }: Variant): boolean => Object.keys(rest).length === 0;

/** Names that stand more than once: nobody could tell their results apart. */
export function twice(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}
