// A comparison of two policies in the words of a table.
import type { PolicyEffect } from "../../api/admin";

type ClockEffect = PolicyEffect["clocks"][number];

/** Limits that anything can be said of, each with how many more would have been kept. */
export const rowsOf = (clocks: readonly ClockEffect[]) =>
  clocks.filter((one) => one.judged + one.unjudged > 0).map((one) => ({ ...one, more: one.kept_then - one.kept_now }));

/** A count with its share, which is cut and not rounded: what was missed once is never 100 %. */
export function shareOf(count: number, of: number): string {
  if (of === 0) return "—";
  const tenths = Math.floor((count * 1000) / of);
  return `${count} (${Math.floor(tenths / 10)}.${tenths % 10}%)`;
}
