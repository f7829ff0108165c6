// The room's sounds: which event makes which, and for how long they are silent.
import type { Happened, Incident } from "../api/types";

/** From the most urgent down. */
export const TONES = ["sos", "danger", "breach", "warn", "call"] as const;
export type Tone = (typeof TONES)[number];

/** Notes as [frequency in Hz, begin, length], times in seconds. Each tone is known by its tune, not by pitch alone. */
export const TUNES: Record<Tone, readonly (readonly [number, number, number])[]> = {
  sos: [[880, 0, 0.18], [660, 0.2, 0.18], [880, 0.4, 0.18], [660, 0.6, 0.18], [880, 0.8, 0.3]],
  danger: [[740, 0, 0.12], [740, 0.18, 0.12], [740, 0.36, 0.28]],
  breach: [[440, 0, 0.22], [330, 0.26, 0.4]],
  warn: [[520, 0, 0.12], [520, 0.24, 0.12]],
  call: [[587, 0, 0.12], [784, 0.14, 0.22]],
};

export type Notice = { tone: Exclude<Tone, "sos">; incident: Incident; at: string; more: number };

const TONE_OF: Partial<Record<string, Notice["tone"]>> = {
  "incident.received": "call",
  "incident.clock_warned": "warn",
  "incident.clock_breached": "breach",
};

function toneOf(one: Happened): Notice["tone"] | undefined {
  const tone = TONE_OF[one.kind];
  return tone === "call" && (one.incident?.hazards.length ?? 0) > 0 ? "danger" : tone;
}

/** What to sound and show of what was just heard: the most urgent, and how many there are besides. */
export function noticeOf(happened: Happened[]): Notice | undefined {
  const found = happened.flatMap((one) => {
    const tone = toneOf(one);
    return tone && one.incident ? [{ tone, incident: one.incident, at: one.occurred_at }] : [];
  });
  const rank = (tone: Tone) => TONES.indexOf(tone);
  const first = found.reduce<(typeof found)[number] | undefined>(
    (best, one) => (best === undefined || rank(one.tone) < rank(best.tone) ? one : best),
    undefined,
  );
  return first && { ...first, more: found.length - 1 };
}

/** For how long the room may be silent, in minutes: never for good. */
export const SILENCES = [15, 30, 60] as const;

const LONGEST_MS = Math.max(...SILENCES) * 60_000;

/** Reads when the silence ends; one that is over or longer than anybody may ask for is none. */
export function silentUntil(text: string | null, now: number): number | undefined {
  const until = text && /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return until > now && until <= now + LONGEST_MS ? until : undefined;
}
