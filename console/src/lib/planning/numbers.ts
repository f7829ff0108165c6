// Figures of planning as people read them.
import { fixed, hundredths, type Ratio } from "../report/numbers";

/** `3,382,000` yuan of whole fen; with the fen only where there are some. */
export function yuanWords(fen: number): string {
  const all = Math.abs(fen);
  const whole = String(Math.trunc(all / 100)).replace(/\B(?=(\d{3})+$)/g, ",");
  const part = all % 100 ? `.${String(all % 100).padStart(2, "0")}` : "";
  return `${fen < 0 ? "−" : ""}${whole}${part}`;
}

/** Hundredths of a percent as a percentage: one digit, and two where one would lie about a promise. */
export function sharePercent(value: number, promise?: number): string {
  const near = promise !== undefined && value !== promise && Math.abs(value - promise) < 10;
  return `${fixed(value / 100, near ? 2 : 1)}%`;
}

/** A number of things: `3,744`; of millions, about how many. */
export const countWords = (count: number): string => count.toLocaleString("en", count < 1e6 ? {} : { maximumSignificantDigits: 2 });

/** Percent of a promise, without noughts that say nothing: `95%`, `97.5%`. */
export const promisePercent = (share: number): string => `${String(share / 100)}%`;

/** A share from 0 to 1 as a percentage. */
export const percentOf = (share: number, digits = 1): string => `${fixed(share * 100, digits)}%`;

/** Minutes of seconds. */
export const minutes = (seconds: number, digits = 1): string => fixed(seconds / 60, digits);

export const shareOf = (ratio: Ratio): number => hundredths(ratio) ?? 0;

/** Half the width of an interval in percentage points, the wider side. */
export function plusMinus({ low, high }: { low: number; high: number }, value: number): string {
  return fixed(Math.max(high - value, value - low, 0) / 100, 1) === "0.0"
    ? fixed(Math.max(high - value, value - low, 0) / 100, 2)
    : fixed(Math.max(high - value, value - low) / 100, 1);
}
