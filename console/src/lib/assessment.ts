// Assessments: exact figures side by side, money in yuan from whole fen, commands from forms.
import type { Evidence, Line, MonthlyCommand, Scoring, VendorCommand, VendorMonth } from "../api/assessments";
import { type Given, must, optional, whole } from "./acts";
import { deskRoute } from "./deskRoute";
import type { Route } from "./route";

/** Compares two exact fractions as the server prints them (`8137/90`); none comes last. */
export function compareFractions(a: string | null | undefined, b: string | null | undefined): number {
  if (!a || !b) return a ? 1 : b ? -1 : 0;
  const [an = "0", ad = "1"] = a.split("/");
  const [bn = "0", bd = "1"] = b.split("/");
  const difference = BigInt(an) * BigInt(bd) - BigInt(bn) * BigInt(ad);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

export type Order = "member" | "score";

export const inOrder = (lines: readonly Line[], order: Order): Line[] =>
  lines.toSorted((a, b) => (order === "score" ? compareFractions(b.score, a.score) : 0) || (a.member < b.member ? -1 : 1));

/** Whole fen as yuan, `2,818.33`. */
export function yuan(fen: number): string {
  const all = Math.abs(fen);
  const whole = String(Math.trunc(all / 100)).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${fen < 0 ? "−" : ""}${whole}.${String(all % 100).padStart(2, "0")}`;
}

/** Yuan as typed, in whole fen; undefined when it is no amount. */
export function fenOf(text: string): number | undefined {
  const found = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(text.trim().replaceAll(",", ""));
  if (!found) return undefined;
  return Number(found[1]) * 100 + Number((found[2] ?? "").padEnd(2, "0") || 0);
}

/** A share in per mille as per cent, exactly: `95%`, `97.5%`. */
export const percentOf = (perMille: number) => `${Math.trunc(perMille / 10)}${perMille % 10 === 0 ? "" : `.${perMille % 10}`}%`;

/** Where a record is found: an incident on the desk, a member's attendance in the duty book. */
export function placeOfRecord(record: Pick<Evidence, "stream" | "record">): Route | undefined {
  const [kind, id] = record.stream.split("/");
  if (kind === "incident" && id) return { page: "desk", incident: id };
  if (kind === "training" && id) return deskRoute("duty", ["trainings", id]);
  return undefined;
}

const incidentsOf = (given: Given) => must(given, "incidents").split(/[\s,]+/).filter(Boolean);

const counted = (given: Given) => ({
  part: must(given, "part"), numerator: whole(given, "numerator"), denominator: whole(given, "denominator"), incidents: incidentsOf(given),
});

/** The command of a filled form. `number` is the appeal's. */
export function commandOf(code: string, given: Given, number = 0): MonthlyCommand {
  const reason = must(given, "reason");
  switch (code) {
    case "publish":
    case "finalise":
      return { do: code, ...optional(given, "note") };
    case "appeal":
      return { do: code, reason, ...optional(given, "part") };
    case "decide_appeal":
      return {
        do: code, appeal: number, reason,
        ruling: given.ruling === "corrected" ? { ruling: "corrected", ...counted(given) } : { ruling: "upheld" },
      };
    case "correct":
      return { do: code, member: must(given, "member"), reason, ...counted(given) };
    case "recompute":
      return { do: code, reason };
    case "decide_revision":
      return { do: code, reason, adopt: given.adopt === "yes" };
    default:
      return { do: "draft" };
  }
}

/** The vendor's command; waivers are given in yuan by clause. The names of the amounts that are none come back. */
export function vendorCommandOf(code: string, given: Given, clauses: VendorMonth["clauses"]): { command: VendorCommand; wrong: string[] } {
  if (code === "hear") return { command: { do: code, spoken_by: must(given, "spoken_by"), statement: must(given, "statement") }, wrong: [] };
  if (code !== "decide") return { command: { do: "draft" }, wrong: [] };
  const lowered = clauses.filter((one) => given[`lower.${one.clause}`] === "yes");
  const wrong = lowered.filter((one) => fenOf(must(given, `amount.${one.clause}`)) === undefined).map((one) => one.number);
  const waived = lowered.map((one) => ({
    clause: one.clause, deduction: fenOf(must(given, `amount.${one.clause}`)) ?? 0, reason: must(given, `why.${one.clause}`),
  }));
  return { command: { do: code, reason: must(given, "reason"), waived }, wrong };
}

/** The weights' sum that bears on a score: of the parts with evidence, in per mille. */
export const weightOf = (line: Line) => line.parts.reduce((sum, part) => sum + (part.points ? part.weight : 0), 0);

/** What stands over a part's column. */
export const columnOf = (scoring: Scoring, part: string) => scoring.parts.find((one) => one.id === part);
