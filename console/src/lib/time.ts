// Times as the town reads them. The wire has UTC; the town says how far its clocks are ahead.

const pad = (number: number) => String(number).padStart(2, "0");

function townDate(at: number | string, offsetSeconds: number): Date {
  const ms = typeof at === "string" ? Date.parse(at) : at;
  return new Date(ms + offsetSeconds * 1000);
}

/** `2024-08-31`. */
export function day(at: number | string, offsetSeconds: number): string {
  const date = townDate(at, offsetSeconds);
  return `${date.getUTCFullYear()}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
}

/** `08:05:09`. */
export function time(at: number | string, offsetSeconds: number): string {
  const date = townDate(at, offsetSeconds);
  return `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())}`;
}

/** The time alone on the same day as `now`, else with month and day. */
export function shortTime(at: number | string, offsetSeconds: number, now: number): string {
  const clock = time(at, offsetSeconds);
  const date = day(at, offsetSeconds);
  return date === day(now, offsetSeconds) ? clock : `${date.slice(5)} ${clock.slice(0, 5)}`;
}

/** `mm:ss`, or `h:mm:ss` from an hour on, of a whole number of seconds; the sign is left out. */
export function duration(seconds: number): string {
  const all = Math.abs(Math.trunc(seconds));
  const [hours, minutes, rest] = [Math.trunc(all / 3600), Math.trunc((all % 3600) / 60), all % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${pad(minutes)}:${pad(rest)}`;
}

/** The value of a `datetime-local` field, in the town's time. */
export function toField(at: number, offsetSeconds: number): string {
  return `${day(at, offsetSeconds)}T${time(at, offsetSeconds)}`;
}

/** Reads a `datetime-local` field back; undefined when it is no time. */
export function fromField(text: string, offsetSeconds: number): string | undefined {
  const whole = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? `${text}:00` : text;
  const ms = Date.parse(`${whole}Z`);
  if (Number.isNaN(ms)) return undefined;
  return new Date(ms - offsetSeconds * 1000).toISOString().replace(/\.\d{3}Z$/, "Z");
}
