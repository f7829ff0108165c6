// The server's time: clocks run by it, never by the desk's own.

let ahead = 0;

/** Learns from an answer how far the server's clock is ahead of this machine's. */
export function observe(said: string | null, here = Date.now()): void {
  if (!said) return;
  const there = Date.parse(said);
  if (!Number.isNaN(there)) ahead = there - here;
}

/** The server's time, in milliseconds since 1970. */
export function serverNow(here = Date.now()): number {
  return here + ahead;
}

const two = (value: number) => String(value).padStart(2, "0");

/** `14:05:09` in the town's own time. */
export function clockTime(at: string | number, offsetSeconds: number): string {
  const local = new Date(new Date(at).getTime() + offsetSeconds * 1000);
  return `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())}`;
}

/** `2024-03-01` in the town's own time. */
export function day(at: string | number, offsetSeconds: number): string {
  return new Date(new Date(at).getTime() + offsetSeconds * 1000).toISOString().slice(0, 10);
}

/** `12:05`, or `1:02:05` from an hour on. The sign is left to the words around it. */
export function duration(seconds: number): string {
  const whole = Math.abs(Math.trunc(seconds));
  const [hours, minutes, rest] = [Math.trunc(whole / 3600), Math.trunc(whole / 60) % 60, whole % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${two(minutes)}:${two(rest)}`;
}

/** A time given in the town's own time, `2024-03-01T14:05`, as RFC 3339. */
export function fromLocal(text: string, offsetSeconds: number): string {
  const sign = offsetSeconds < 0 ? "-" : "+";
  const minutes = Math.abs(offsetSeconds) / 60;
  const offset = `${sign}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
  const seconds = text.length === 16 ? ":00" : "";
  return `${text}${seconds}${offset}`;
}
