// What a clock says now. The server decides whether a limit was kept; the page only counts.
import type { Clock, Incident } from "../api/types";

export type Reading = {
  /** How it is shown. */
  tone: "calm" | "warn" | "over" | "paused" | "kept" | "breached" | "void";
  /** Whole seconds: until the limit, or beyond it when negative. For an ended clock, what was left. */
  left: number;
  /** Share of the time used, 0 to 100. */
  used: number;
  /** Whether it still counts. */
  counting: boolean;
};

const ms = (iso: string) => Date.parse(iso);

/** Reads a clock at a moment. */
export function read(clock: Clock, now: number): Reading {
  const [start, due] = [ms(clock.started_at), ms(clock.due_at)];
  const stopped = clock.ended_at ? ms(clock.ended_at) : undefined;
  const at = stopped ?? now;
  const left = Math.ceil((due - at) / 1000);
  const whole = Math.max(due - start, 1);
  const used = Math.min(100, Math.max(0, Math.round(((at - start) / whole) * 100)));
  const counting = stopped === undefined && (clock.outcome === "running" || clock.outcome === "breached");
  return { tone: tone(clock, at, left), left, used, counting };
}

function tone(clock: Clock, at: number, left: number): Reading["tone"] {
  switch (clock.outcome) {
    case "kept":
      return "kept";
    case "void":
      return "void";
    case "paused":
      return "paused";
    case "breached":
      return clock.ended_at ? "breached" : "over";
    default:
      if (left < 0) return "over";
      return at >= ms(clock.warn_at) ? "warn" : "calm";
  }
}

/** The clock that is due first among those that still count; a paused one when none counts. */
export function mostUrgent(incident: Incident): Clock | undefined {
  const open = incident.clocks.filter((clock) => !clock.ended_at && clock.outcome !== "void");
  const counting = open.filter((clock) => clock.outcome !== "paused");
  const among = counting.length > 0 ? counting : open;
  return among.reduce<Clock | undefined>(
    (first, clock) => (first === undefined || ms(clock.due_at) < ms(first.due_at) ? clock : first),
    undefined,
  );
}

/** Milliseconds of the most urgent limit; a call that nobody has assigned yet counts from its receipt. */
export function urgency(incident: Incident): number {
  const clock = mostUrgent(incident);
  if (clock && clock.outcome !== "paused") return ms(clock.due_at);
  return Number.POSITIVE_INFINITY;
}
