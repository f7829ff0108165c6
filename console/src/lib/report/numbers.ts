// Rounded numbers of reports, as the printed report rounds them. Values stay exact until here.

export type Ratio = { numerator: number; denominator: number };

/**
 * A number to some digits, ties to even, as the server prints: 8.25 to one digit is 8.2. Such a tie is an odd
 * number over 2^(digits + 1), which a double holds exactly.
 */
export function fixed(value: number, digits: number): string {
  const twice = Math.abs(value) * 2 ** (digits + 1);
  let text = Math.abs(value).toFixed(digits);
  if (Number.isSafeInteger(twice) && twice % 2 === 1) {
    const scale = 10 ** digits;
    const below = Math.floor(Math.abs(value) * scale);
    text = ((below % 2 === 0 ? below : below + 1) / scale).toFixed(digits);
  }
  // A rounded nothing has no sign.
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** Hundredths of a percent, rounded half away from zero; undefined over zero. */
export function hundredths({ numerator, denominator }: Ratio): number | undefined {
  if (denominator === 0) return undefined;
  const [scaled, by] = [BigInt(Math.abs(numerator)) * 10_000n, BigInt(denominator)];
  const rounded = Number((scaled * 2n + by) / (by * 2n));
  return numerator < 0 ? -rounded : rounded;
}

/** `93.42%`; undefined over zero, which is no share. */
export function percent(ratio: Ratio): string | undefined {
  const value = hundredths(ratio);
  if (value === undefined) return undefined;
  const all = Math.abs(value);
  return `${value < 0 ? "−" : ""}${Math.trunc(all / 100)}.${String(all % 100).padStart(2, "0")}%`;
}

export const fraction = ({ numerator, denominator }: Ratio) => `${numerator}/${denominator}`;

export type Interval = { low: number; high?: number | null };

/** An interval of a share in percent: `92.1–97.0%`. */
export function shareInterval(interval: Interval | null | undefined): string | undefined {
  if (!interval || typeof interval.high !== "number") return undefined;
  return `${fixed(interval.low * 100, 1)}–${fixed(interval.high * 100, 1)}%`;
}

/** A chance: three digits, and never zero. */
export const chance = (p: number) => (p < 0.001 ? "<0.001" : fixed(p, 3));

/** An interval in the unit of its value; `∞` where it has no end. */
export function span({ low, high }: Interval, scale: number, digits: number): [string, string] {
  const end = typeof high === "number" ? fixed(high * scale, digits) : "∞";
  return [fixed(low * scale, digits), end];
}

/** The mean grade of 1 to 5, in hundredths, half up; undefined without an answer. */
export function meanGrade(points: number, answers: number): string | undefined {
  if (answers === 0) return undefined;
  const all = Math.trunc((points * 100 + Math.trunc(answers / 2)) / answers);
  return `${Math.trunc(all / 100)}.${String(all % 100).padStart(2, "0")}`;
}

/** Days, hours and minutes of whole seconds, as far as people say them. */
export function parts(seconds: number): { days: number; hours: number; minutes: number } {
  const [days, hours, minutes] = [seconds / 86_400, (seconds / 3_600) % 24, (seconds / 60) % 60].map(Math.trunc);
  return { days: days ?? 0, hours: hours ?? 0, minutes: days ? 0 : (minutes ?? 0) };
}

/** From 0 to 1, where a share is drawn. */
export const share = ({ numerator, denominator }: Ratio) => numerator / denominator;

/**
 * Where an axis of shares begins: on a full ten per cent at or below all intervals, and at nought where that
 * would leave out less than a third.
 */
export function axisFrom(lows: readonly number[]): number {
  const least = Math.min(0.9, ...lows);
  const from = Math.floor(least * 10 + 1e-9) / 10;
  return from < 0.4 ? 0 : from;
}
