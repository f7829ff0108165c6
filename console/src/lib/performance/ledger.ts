// What is booked into a ledger.
import { ENTRY_KINDS, type Contract, type Entry, type EntryKind } from "../../api/performance.types";
import { orNull, textOf, type Values } from "../spec";
import { fenOf } from "./money";

export const isEntryKind = (text: string): text is EntryKind => ENTRY_KINDS.some((one) => one === text);

/** An identifier that no entry has: the kind and the day, numbered from the second on. */
export function freeId(kind: string, day: string, entries: readonly { id: string }[]): string {
  const taken = new Set(entries.map((one) => one.id));
  const base = `${kind.replaceAll("_", "-")}-${day}`;
  for (let nth = 1; ; nth += 1) {
    const id = nth === 1 ? base : `${base}-${nth}`;
    if (!taken.has(id)) return id;
  }
}

/** The entries that were reversed, by the reversal's identifier. */
export function reversedBy(entries: readonly Entry[]): Map<string, string> {
  return new Map(entries.flatMap((one) => (one.reverses ? [[one.reverses, one.id]] : [])));
}

/** Whether a kind of entry may name a contract. */
export const ofContract = (kind: string) => kind === "invoice" || kind === "deduction" || kind === "payment";

/** The entry of a form; `amount` is undefined where the yuan cannot be read. */
export function entryOf(values: Values, entries: readonly Entry[]): Entry | undefined {
  const kind = textOf(values, "kind");
  const day = textOf(values, "day");
  if (!isEntryKind(kind)) return undefined;
  const reverses = kind === "reversal" ? textOf(values, "reverses") : "";
  const amount = kind === "reversal" ? entries.find((one) => one.id === reverses)?.amount : fenOf(textOf(values, "amount"));
  if (amount === undefined) return undefined;
  const contract = ofContract(kind) ? orNull(values, "contract") : null;
  const reference = kind === "deduction" ? orNull(values, "reference") : null;
  return {
    id: textOf(values, "id") || freeId(kind, day, entries),
    day,
    kind,
    // A reversal takes its amount from what it takes back; a cut is written with its sign.
    amount: kind === "reversal" ? Math.abs(amount) : amount,
    note: textOf(values, "note"),
    ...(contract ? { contract } : {}),
    ...(reference ? { reference } : {}),
    ...(reverses ? { reverses } : {}),
  };
}

/** The versions in force: the last one of each contract. */
export function inForce(contracts: readonly Contract[]): Contract[] {
  const last = new Map<string, Contract>();
  for (const one of contracts) if ((last.get(one.id)?.version ?? 0) < one.version) last.set(one.id, one);
  return [...last.values()];
}

/** What a contract's lines make together, in fen. */
export const totalOf = (lines: readonly { quantity: number; unit_price: number; times: number }[]) =>
  lines.reduce((sum, line) => sum + line.quantity * line.unit_price * line.times, 0);

export type TypedLine = { id: string; name: string; quantity: string; unit: string; price: string; per: string; times: string };

/** The lines of a contract as they are typed; undefined where a number cannot be read. */
export function linesRead(lines: readonly TypedLine[]): Contract["lines"] | undefined {
  const read = lines.map((line) => {
    const price = fenOf(line.price);
    const whole = (text: string) => (/^[1-9]\d{0,8}$/.test(text.trim()) ? Number(text) : undefined);
    const [quantity, times] = [whole(line.quantity), whole(line.times || "1")];
    const per = (["piece", "year", "month", "day"] as const).find((one) => one === line.per);
    if (price === undefined || quantity === undefined || times === undefined || !per) return undefined;
    return { id: line.id.trim(), name: line.name.trim(), quantity, unit: line.unit.trim(), unit_price: price, per, times };
  });
  return read.every((line) => line !== undefined) ? read : undefined;
}
