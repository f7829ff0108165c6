// Indicators of a form, with their printed words, in the form's order and by their levels.
import type { Printed, PrintedRow, PrintedSource } from "../../api/form";
import type { ComputedIndicator, FormComputed, Light, TrackingPeriod } from "../../api/performance.types";

export type Line = { computed: ComputedIndicator; row: PrintedRow | undefined; source: PrintedSource | undefined };
export type Group = { level1: string; parts: { level2: string; lines: Line[] }[] };

/** Rows and sources of the printed form are found by the indicator's identifier. */
export function groups(form: FormComputed, printed: Printed): Group[] {
  const sources = new Map(printed.sources.map((one) => [one.id, one]));
  const all: Group[] = [];
  for (const computed of form.indicators) {
    const source = sources.get(computed.id);
    const row = printed.rows.find((one) => one.id === computed.id);
    let group = all.find((one) => one.level1 === computed.level1);
    if (!group) all.push((group = { level1: computed.level1, parts: [] }));
    let part = group.parts.find((one) => one.level2 === computed.level2);
    if (!part) group.parts.push((part = { level2: computed.level2, lines: [] }));
    part.lines.push({ computed, row, source });
  }
  return all;
}

export const LIGHTS: readonly Light[] = ["green", "yellow", "red", "off"];

/** How many indicators show each light. */
export function tally(indicators: readonly { light: Light }[]): Record<Light, number> {
  const sums: Record<Light, number> = { green: 0, yellow: 0, red: 0, off: 0 };
  for (const one of indicators) sums[one.light] += 1;
  return sums;
}

/** The period to look at first: the last tracking period that has begun, up to today; else the year up to today. */
export function usualDays(year: number, tracking: readonly TrackingPeriod[] | undefined, today: string): { from: string; to: string } {
  const begun = (tracking ?? []).filter((one) => one.from <= today);
  const over = begun.filter((one) => one.to <= today);
  const one = over.at(-1) ?? begun[0];
  if (one) return { from: one.from, to: one.to < today ? one.to : today };
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  return { from: first, to: today < first || today > last ? last : today };
}
