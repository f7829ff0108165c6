// Money in whole fen, read and written as yuan. No number with a fraction is ever made.

/** `1,800,000.00`. */
export function yuan(fen: number): string {
  const all = Math.abs(fen);
  const whole = String(Math.trunc(all / 100)).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${fen < 0 ? "−" : ""}${whole}.${String(all % 100).padStart(2, "0")}`;
}

/** Whole fen of an amount in yuan as people write it; undefined where it is none, or finer than a fen. */
export function fenOf(text: string): number | undefined {
  const found = /^([-−+]?)(\d{1,13})(?:\.(\d{1,2}))?$/.exec(text.trim().replace(/[,\uff0c\s]/g, ""));
  if (!found) return undefined;
  const [, sign, whole = "", part = ""] = found;
  const fen = Number(whole) * 100 + Number(part.padEnd(2, "0"));
  return sign && sign !== "+" ? -fen : fen;
}

/** Yuan of a field: `1800000` or `0.5`, without the zeros that say nothing. */
export function toYuanField(fen: number): string {
  const part = Math.abs(fen) % 100;
  const whole = Math.trunc(Math.abs(fen) / 100);
  return `${fen < 0 ? "-" : ""}${whole}${part ? `.${String(part).padStart(2, "0")}` : ""}`;
}

/** Hundredths of a percent, or of a percentage point, with its sign where it is below zero: `−8.69`. */
export function hundredthsText(value: number): string {
  const all = Math.abs(value);
  return `${value < 0 ? "−" : ""}${Math.trunc(all / 100)}.${String(all % 100).padStart(2, "0")}`;
}
