// The follow-up desk: who is called first, how often it was tried, whom a grade reaches.
import type { FollowUpItem } from "../api/desks";
import type { FollowUp, Incident, LoggedEvent, Unit } from "../api/types";

export const STATES = ["due", "wished", "waiting", "done", "unreachable", "not_sampled"] as const;
export type State = (typeof STATES)[number];

export const stateOf = (text: string | undefined): State => STATES.find((one) => one === text) ?? "due";

/** Why somebody is called before others, the gravest first: a wish or complaint, a breached limit, the lot. */
export function weight(item: FollowUpItem): number {
  const codes = item.reasons.map((one) => one.code);
  const complained = item.wish || item.incident.round > 1 || item.incident.follow_ups.some((one) => one.complaint);
  if (complained || codes.includes("complaint")) return 0;
  if (codes.includes("breached") || item.incident.clocks.some((one) => one.outcome === "breached")) return 1;
  return 2;
}

/** Complaints first, then breaches, then by the limit. */
export function inOrder(items: readonly FollowUpItem[]): FollowUpItem[] {
  const due = (item: FollowUpItem) => (item.due_at ? Date.parse(item.due_at) : Number.POSITIVE_INFINITY);
  return items.toSorted((a, b) => weight(a) - weight(b) || due(a) - due(b) || (a.id < b.id ? -1 : 1));
}

/** When the round began that is followed up: with the last reopening, else with the call. */
export function roundBegan(events: readonly LoggedEvent[]): number {
  const last = events.findLast((one) => one.kind === "incident.reopened");
  return last ? Date.parse(last.occurred_at) : 0;
}

/**
 * The crews whose members a grade is put down to: those who arrived in this round; where none did, the crew
 * that led last (docs: follow-up.md).
 */
export function graded(incident: Incident, events: readonly LoggedEvent[]): Unit[] {
  const began = roundBegan(events);
  const round = incident.units.filter((one) => Date.parse(one.assigned_at) >= began);
  const arrived = round.filter((one) => one.arrived_at);
  return arrived.length > 0 ? arrived : round.filter((one) => one.lead).slice(-1);
}

/** The calls that were made to this caller: of the incident, or of the call that was merged in. */
export function triesOf(incident: Incident, joined: string | null | undefined): FollowUp[] {
  if (!joined) return incident.follow_ups;
  return incident.case.joined.find((one) => one.incident === joined)?.follow_ups ?? [];
}

/** The attempts of the present round. */
export function triesNow(item: Pick<FollowUpItem, "incident" | "joined">, events: readonly LoggedEvent[]): FollowUp[] {
  const began = item.joined ? 0 : roundBegan(events);
  return triesOf(item.incident, item.joined).filter((one) => Date.parse(one.at) >= began);
}

/** The command that enters a call's outcome. */
export const commandOf = (item: Pick<FollowUpItem, "joined">) => (item.joined ? "follow_up_joined" : "follow_up");

export type Answer = { result: string; grade: string; complaint: string; reopen: boolean };

type Outcome = { result: "unreachable" } | { result: "reached"; grade: FollowUp["grade"] & string; complaint?: string };

/** What is sent of an answer: no grade where nobody answered, no wish without a complaint. */
export function outcomeOf(answer: Answer): { outcome: Outcome; reopen: boolean } {
  if (answer.result === "unreachable") return { outcome: { result: "unreachable" }, reopen: false };
  const complaint = answer.complaint.trim();
  const outcome: Outcome = { result: "reached", grade: answer.grade as FollowUp["grade"] & string };
  if (complaint) outcome.complaint = complaint;
  return { outcome, reopen: answer.reopen && complaint !== "" };
}
