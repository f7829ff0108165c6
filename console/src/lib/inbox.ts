// The department inbox: which referral is due first, how long it has lain, what may be done with it.
import type { Clock, Incident, Referral } from "../api/types";
import type { ReferralItem } from "../api/desks";

export const STATES = ["open", "waiting", "accepted", "extension_asked", "disposed", "refused", "returned", "all"] as const;
export type State = (typeof STATES)[number];

/** What is not over yet: there is a limit to keep. */
export const isOpen = (referral: Referral) => referral.state === "waiting" || referral.state === "accepted";

export const stateOf = (text: string | undefined): State => STATES.find((one) => one === text) ?? "open";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Open ones by their limit, the others by when they were over, the last first. */
export function inOrder(items: readonly ReferralItem[]): ReferralItem[] {
  const due = ({ referral }: ReferralItem) => (referral.due_at ? Date.parse(referral.due_at) : Number.POSITIVE_INFINITY);
  const over = ({ referral }: ReferralItem) => Date.parse(referral.disposed_at ?? referral.turned_back_at ?? referral.referred_at);
  return items.toSorted((a, b) => {
    const [openA, openB] = [isOpen(a.referral), isOpen(b.referral)];
    if (openA !== openB) return openA ? -1 : 1;
    return openA ? due(a) - due(b) || Date.parse(a.referral.referred_at) - Date.parse(b.referral.referred_at) : over(b) - over(a);
  });
}

export type Pressing = { tone: "calm" | "warn" | "over"; left: number };

/**
 * How near a limit is, in whole seconds. A desk's line has no warning of its own: it warns in the last day,
 * as the referral's clock does where the town has not said otherwise.
 */
export function pressing(due: string | null | undefined, now: number, warnMs = DAY_MS): Pressing | undefined {
  if (!due) return undefined;
  const left = Math.ceil((Date.parse(due) - now) / 1000);
  return { tone: left < 0 ? "over" : left * 1000 <= warnMs ? "warn" : "calm", left };
}

export const AGES = ["day", "three", "five", "older"] as const;
export type Age = (typeof AGES)[number];

/** How long an open referral has lain with the department. */
export function ageOf(referral: Referral, now: number): Age {
  const days = (now - Date.parse(referral.referred_at)) / DAY_MS;
  return days < 1 ? "day" : days < 3 ? "three" : days < 5 ? "five" : "older";
}

export function ages(items: readonly ReferralItem[], now: number): Record<Age, number> {
  const counts: Record<Age, number> = { day: 0, three: 0, five: 0, older: 0 };
  for (const { referral } of items) if (isOpen(referral)) counts[ageOf(referral, now)] += 1;
  return counts;
}

/** How many open ones are over their limit. */
export const overdue = (items: readonly ReferralItem[], now: number) =>
  items.filter(({ referral }) => isOpen(referral) && pressing(referral.due_at, now)?.tone === "over").length;

/** The clocks of one referral: they bear its number. */
export const clocksOf = (incident: Incident, referral: number): Clock[] =>
  incident.clocks.filter((one) => one.clock.startsWith("referral_") && one.nth === referral);

/** The extension that waits for an answer. */
export const pendingOf = (referral: Referral) => referral.extensions.find((one) => one.state === "asked");

/** What the visitor may do with this referral now, the likeliest first. */
export function actsOf(referral: Referral, next: readonly string[]): string[] {
  const fit = {
    waiting: ["accept_referral", "refuse_referral"],
    accepted: ["department_dispose", "ask_extension", "return_referral", "answer_extension"],
  }[referral.state as string];
  const pending = pendingOf(referral) !== undefined;
  return (fit ?? [])
    .filter((code) => next.includes(code))
    .filter((code) => (code === "ask_extension" ? !pending : code === "answer_extension" ? pending : true));
}

/** A whole number of days and hours, for people: a limit days away needs no seconds. */
export function coarse(seconds: number): { days: number; hours: number } {
  const all = Math.abs(Math.trunc(seconds));
  return { days: Math.trunc(all / 86_400), hours: Math.trunc((all % 86_400) / 3600) };
}

/** Longer than this away, hours are enough. */
export const isFar = (seconds: number) => Math.abs(seconds) * 1000 >= 6 * HOUR_MS;
