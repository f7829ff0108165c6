// Which clock matters now, and how it stands.
import type { Clock, Incident } from "../api/types";

export type Tone = "calm" | "warn" | "over" | "paused";

export interface Standing {
  clock: Clock;
  /** Seconds left; below zero when the limit is past. */
  left: number;
  tone: Tone;
}

const open = (clock: Clock) =>
  clock.ended_at == null && (clock.outcome === "running" || clock.outcome === "breached" || clock.outcome === "paused");

/** How a clock stands at a moment of the server's time. */
export function standing(clock: Clock, now: number): Standing {
  const left = Math.floor((Date.parse(clock.due_at) - now) / 1000);
  let tone: Tone = "calm";
  if (clock.outcome === "paused") tone = "paused";
  else if (clock.outcome === "breached" || left < 0) tone = "over";
  else if (now >= Date.parse(clock.warn_at)) tone = "warn";
  return { clock, left, tone };
}

/** The open clock that is due first. */
export function urgent(incident: Incident, now: number): Standing | undefined {
  return incident.clocks
    .filter(open)
    .map((clock) => standing(clock, now))
    .sort((one, other) => one.left - other.left)[0];
}

/** The share of a clock's time that is spent, 0 to 100. */
export function spent(clock: Clock, now: number): number {
  const begin = Date.parse(clock.started_at);
  const end = Date.parse(clock.due_at);
  if (end <= begin) return 100;
  return Math.min(100, Math.max(0, ((now - begin) / (end - begin)) * 100));
}
