// What happened while somebody filled in a form.
import type { LoggedEvent } from "../api/types";

/** These change nothing that a person decides upon. */
const HARMLESS = new Set([
  "incident.clock_warned", "incident.clock_breached", "incident.caller_revealed", "incident.breach_explained",
  "incident.escalation_set", "incident.escalated", "incident.check_in_set", "incident.recording_read",
]);

export type Since = {
  /** The version to act upon. */
  base: number;
  /** What a person should know before going on. */
  news: LoggedEvent[];
};

/** From the version that the person looked at: harmless events move the base, others are news. */
export function since(lookedAt: number, events: LoggedEvent[]): Since {
  const later = events.filter((event) => event.version > lookedAt);
  const news = later.filter((event) => !HARMLESS.has(event.kind));
  const last = later.at(-1);
  return { base: news.length === 0 && last ? last.version : lookedAt, news };
}
