// From what somebody filled in to a command, and which command is likely next.
import type { Command, Incident, Town } from "../api/types";

/** What a form's fields hold; each command uses some of them. */
export type Fields = Partial<
  Record<
    | "category" | "subcategory" | "area" | "inSpite" | "station" | "reason" | "unit" | "how" | "text" | "outcome"
    | "finding" | "department" | "referral" | "result" | "answer" | "grade" | "complaint" | "note" | "into"
    | "clock" | "until" | "uncovered" | "address" | "dueAt" | "rank" | "crewAnswer",
    string
  >
>;

export type FieldName = keyof Fields;

/** The fields of each command, those that must be filled marked by `!`. */
export const FIELDS: Record<string, readonly (FieldName | `${FieldName}!`)[]> = {
  confirm: ["category!", "subcategory", "area"],
  return_to_police: ["station!", "reason!"],
  accept: [],
  assign: ["unit!", "uncovered"],
  acknowledge: ["unit"],
  arrive: ["how!", "unit"],
  feedback: ["text!"],
  dispose: ["outcome!", "text!"],
  review: ["finding!"],
  refer: ["department!", "reason!", "dueAt"],
  accept_referral: ["referral!"],
  department_dispose: ["referral!", "result!"],
  refuse_referral: ["referral!", "reason!"],
  return_referral: ["referral!", "reason!"],
  follow_up: ["answer!", "grade!", "complaint"],
  close: ["note"],
  reopen: ["reason!"],
  reinforce: ["unit!", "reason!", "uncovered"],
  hand_over: ["unit"],
  refuse_assignment: ["reason!", "unit"],
  update_call: ["text", "address"],
  intervene: ["reason!"],
  reassign: ["unit!", "reason!"],
  merge: ["into!", "reason!"],
  cancel: ["reason!"],
  pause_clock: ["clock!", "reason!", "until"],
  resume_clock: ["clock!"],
  explain_breach: ["clock!", "reason!"],
  answer_check_in: ["crewAnswer!", "unit", "note"],
  prioritise: ["rank!", "reason!"],
};

/** Fields of the wire that are numbers. */
const NUMBERS: ReadonlySet<FieldName> = new Set(["referral", "rank"]);

/** What each phase of the line waits for, likeliest first. */
const LINE: Record<string, readonly string[]> = {
  received: ["confirm"],
  classified: ["accept"],
  accepted: ["assign"],
  assigned: ["acknowledge", "arrive"],
  acknowledged: ["arrive"],
  arrived: ["feedback", "dispose"],
  feedback_given: ["dispose"],
  disposed: ["review"],
  reviewed: ["follow_up", "refer"],
  referred: ["accept_referral", "department_dispose"],
  referral_accepted: ["department_dispose"],
  department_disposed: ["follow_up"],
  followed_up: ["close"],
};

/** A call that tells of danger goes back to police first; diverting it is the second thought. */
export const isDangerous = (incident: Incident) => incident.phase === "received" && incident.hazards.length > 0;

export type Offer = { primary: string | undefined; beside: string[]; more: string[] };

/** Commands made elsewhere on the page than in the bar. */
const ELSEWHERE = new Set(["receive", "reveal_caller", "check_clocks"]);

export function offer(incident: Incident): Offer {
  const next: readonly string[] = incident.next;
  const may = next.filter((code) => !ELSEWHERE.has(code) && code in FIELDS);
  const line = isDangerous(incident) ? ["return_to_police", "confirm"] : (LINE[incident.phase] ?? []);
  const likely = line.filter((code) => may.includes(code));
  const dispatched = may.includes("reassign") && incident.phase !== "received" ? ["reinforce"] : [];
  const beside = [...likely.slice(1), ...dispatched.filter((code) => may.includes(code))].slice(0, 2);
  const primary = likely[0];
  return { primary, beside, more: may.filter((code) => code !== primary && !beside.includes(code)) };
}

const filled = (text: string | undefined) => (text?.trim() ? text.trim() : undefined);

/** The fields that are still missing. */
export function missing(code: string, fields: Fields, incident: Incident): FieldName[] {
  const due = (FIELDS[code] ?? []).filter((name) => name.endsWith("!")).map((name) => name.slice(0, -1) as FieldName);
  const needed = due.filter((name) => !(name === "grade" && fields.answer === "unreachable"));
  if (code === "confirm" && isDangerous(incident)) needed.push("inSpite");
  return needed.filter((name) => filled(fields[name]) === undefined);
}

const NAMES: Partial<Record<FieldName, string>> = {
  inSpite: "in_spite_of_hazards", uncovered: "leave_town_uncovered", dueAt: "due_at", crewAnswer: "answer",
};

/** The command's JSON: optional fields that are empty are left out. */
export function build(code: string, fields: Fields): Command {
  if (code === "follow_up") return { do: code, outcome: followUp(fields) } as Command;
  const command: Record<string, unknown> = { do: code };
  const names = (FIELDS[code] ?? []).map((name) => name.replace("!", "") as FieldName);
  for (const name of code === "confirm" ? [...names, "inSpite" as const] : names) {
    const value = filled(fields[name]);
    if (value !== undefined) command[NAMES[name] ?? name] = NUMBERS.has(name) ? Number(value) : value;
  }
  return command as Command;
}

function followUp(fields: Fields) {
  if (fields.answer === "unreachable") return { result: "unreachable" };
  const complaint = filled(fields.complaint);
  return { result: "reached", grade: fields.grade, ...(complaint ? { complaint } : {}) };
}

/** What a form begins with: what is already known or has only one answer. */
export function beginning(code: string, incident: Incident, town: Town): Fields {
  const area = town.areas.find((one) => one.id === incident.area);
  const free = (id: string | null | undefined) => town.units.find((unit) => unit.id === id && !unit.incident)?.id;
  switch (code) {
    case "confirm":
      return defined({ category: incident.category, subcategory: incident.subcategory, area: incident.area });
    case "return_to_police":
      return defined({ station: area?.station ?? onlyOne(town.stations.map((one) => one.code)) });
    case "assign":
      return defined({ unit: free(area?.unit) });
    case "prioritise":
      return { rank: String(incident.rank || 1) };
    case "acknowledge":
    case "answer_check_in":
    case "hand_over":
    case "refuse_assignment":
      return defined({ unit: onlyOne(active(incident).map((one) => one.unit)) });
    case "arrive":
      return defined({ how: "radio", unit: onlyOne(active(incident).map((one) => one.unit)) });
    case "dispose":
      return { outcome: "resolved" };
    case "accept_referral":
    case "refuse_referral":
    case "return_referral":
    case "department_dispose":
      return defined({ referral: onlyOne(referrals(code, incident).map((one) => String(one.referral))) });
    case "follow_up":
      return { answer: "reached" };
    case "pause_clock":
    case "resume_clock":
    case "explain_breach":
      return defined({ clock: clocksFor(code, incident)[0]?.clock });
    default:
      return {};
  }
}

export const active = (incident: Incident) => incident.units.filter((unit) => !unit.released_at);

export const referrals = (code: string, incident: Incident) =>
  incident.referrals.filter((one) => !one.result && UNACCEPTED.has(code) === !one.accepted_at);

/** What is said of a referral before it was accepted. */
const UNACCEPTED = new Set(["accept_referral", "refuse_referral"]);

export const clocksFor = (code: string, incident: Incident) =>
  incident.clocks.filter((one) => {
    if (code === "resume_clock") return one.outcome === "paused";
    if (code === "explain_breach") return one.outcome === "breached" && !one.explanation;
    return one.outcome === "running" && !one.ended_at;
  });

const onlyOne = (all: string[]) => (all.length === 1 ? all[0] : undefined);

function defined(fields: Record<string, string | null | undefined>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as Fields;
}
