// From what the form holds to a command. Which commands there are is the server's to say.
import type { ArrivalSource, CategoryCode, Command, CommandKind, DisposalOutcome, Grade, Incident } from "../api/types";

/** What a form may hold. Each command uses some of it. */
export interface Values {
  category?: CategoryCode;
  subcategory?: string;
  area?: string;
  in_spite_of_hazards?: string;
  station?: string;
  unit?: string;
  how?: ArrivalSource;
  outcome?: DisposalOutcome;
  department?: string;
  referral?: number;
  result?: "reached" | "unreachable";
  grade?: Grade;
  complaint?: string;
  clock?: string;
  into?: string;
  text?: string;
  occurred_at?: string;
}

export type Field =
  | "category"
  | "subcategory"
  | "area"
  | "hazards"
  | "station"
  | "unit"
  | "own_unit"
  | "how"
  | "outcome"
  | "department"
  | "referral"
  | "result"
  | "grade"
  | "complaint"
  | "clock"
  | "into"
  | "text"
  | "note"
  | "occurred_at";

const FIELDS: Partial<Record<CommandKind, Field[]>> = {
  confirm: ["category", "subcategory", "area", "hazards"],
  return_to_police: ["station", "text"],
  accept: [],
  assign: ["unit"],
  acknowledge: ["own_unit", "occurred_at"],
  arrive: ["own_unit", "how", "occurred_at"],
  feedback: ["text", "occurred_at"],
  dispose: ["outcome", "text", "occurred_at"],
  review: ["text"],
  refer: ["department", "text"],
  accept_referral: ["referral"],
  department_dispose: ["referral", "text"],
  follow_up: ["result", "grade", "complaint"],
  close: ["note"],
  reopen: ["text"],
  reinforce: ["unit", "text"],
  intervene: ["text"],
  reassign: ["unit", "text"],
  merge: ["into", "text"],
  cancel: ["text"],
  pause_clock: ["clock", "text"],
  resume_clock: ["clock"],
  explain_breach: ["clock", "text"],
  reveal_caller: ["text"],
};

/** The fields of a command's form, in order. */
export function fields(kind: CommandKind, incident: Incident): Field[] {
  const all = FIELDS[kind] ?? [];
  const several = incident.units.filter((one) => !one.released_at).length > 1;
  const risky = incident.hazards.length > 0 && incident.phase === "received";
  return all.filter((field) => {
    if (field === "own_unit") return several;
    if (field === "hazards") return risky;
    return true;
  });
}

/** The command that the values make. */
export function command(kind: CommandKind, values: Values): Command {
  const text = values.text ?? "";
  switch (kind) {
    case "confirm":
      return {
        do: "confirm",
        category: values.category!,
        subcategory: values.subcategory ?? null,
        area: values.area ?? null,
        in_spite_of_hazards: values.in_spite_of_hazards ?? null,
      };
    case "return_to_police":
      return { do: kind, station: values.station!, reason: text };
    case "assign":
      return { do: kind, unit: values.unit! };
    case "acknowledge":
      return { do: kind, unit: values.unit ?? null };
    case "arrive":
      return { do: kind, unit: values.unit ?? null, how: values.how! };
    case "feedback":
      return { do: kind, text };
    case "dispose":
      return { do: kind, outcome: values.outcome!, text };
    case "review":
      return { do: kind, finding: text };
    case "refer":
      return { do: kind, department: values.department!, reason: text };
    case "accept_referral":
      return { do: kind, referral: values.referral! };
    case "department_dispose":
      return { do: kind, referral: values.referral!, result: text };
    case "follow_up":
      return values.result === "unreachable"
        ? { do: kind, outcome: { result: "unreachable" } }
        : {
            do: kind,
            outcome: { result: "reached", grade: values.grade!, complaint: values.complaint || null },
          };
    case "close":
      return { do: kind, note: text || null };
    case "reinforce":
    case "reassign":
      return { do: kind, unit: values.unit!, reason: text };
    case "merge":
      return { do: kind, into: values.into!.trim(), reason: text };
    case "pause_clock":
      return { do: kind, clock: values.clock as never, reason: text, until: null };
    case "resume_clock":
      return { do: kind, clock: values.clock as never };
    case "explain_breach":
      return { do: kind, clock: values.clock as never, reason: text };
    case "reopen":
    case "intervene":
    case "cancel":
    case "reveal_caller":
      return { do: kind, reason: text };
    case "accept":
      return { do: "accept" };
    default:
      throw new Error(`no form for ${kind}`);
  }
}

/** The clocks that a command can be about. */
export function clocksFor(kind: CommandKind, incident: Incident) {
  return incident.clocks.filter((clock) => {
    if (kind === "pause_clock") return clock.outcome === "running" && !clock.ended_at;
    if (kind === "resume_clock") return clock.outcome === "paused";
    return clock.outcome === "breached" && !clock.explanation;
  });
}

/** The referrals that a command can be about. */
export function referralsFor(kind: CommandKind, incident: Incident) {
  return incident.referrals.filter((one) =>
    kind === "accept_referral" ? !one.accepted_at && !one.disposed_at : !one.disposed_at,
  );
}
