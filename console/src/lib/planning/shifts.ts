// Shifts (ban ci) as people say them, against the windows of a scenario file, each of which ends within its day.
import type { Window } from "../../api/plan";

export const PRESETS = ["all_day", "day", "night"] as const;
export type Preset = (typeof PRESETS)[number];

/** Hours as they are typed: `08:00` to `20:00` on some weekdays; an end at or before the begin is the next day's. */
export type OwnHours = { from: string; to: string; weekdays: number[] };

export type Hours =
  | { kind: Preset }
  | ({ kind: "own" } & OwnHours)
  /** Windows of a file that no form has. */
  | { kind: "file"; duty: Window[] };

const DAY = 86_400;
export const WEEK = [1, 2, 3, 4, 5, 6, 7];

const OF: Record<Exclude<Preset, "all_day">, OwnHours> = {
  day: { from: "08:00", to: "20:00", weekdays: WEEK },
  night: { from: "20:00", to: "08:00", weekdays: WEEK },
};

/** Seconds of `08:00`; undefined where it is no time of day. `24:00` is the end of the day. */
export function secondsOf(clock: string): number | undefined {
  const found = /^([01]?\d|2[0-4]):([0-5]\d)$/.exec(clock.trim());
  if (!found) return undefined;
  const seconds = Number(found[1]) * 3600 + Number(found[2]) * 60;
  return seconds > DAY ? undefined : seconds;
}

const clockOf = (seconds: number) =>
  `${String(Math.trunc(seconds / 3600)).padStart(2, "0")}:${String(Math.trunc((seconds % 3600) / 60)).padStart(2, "0")}`;

const sorted = (days: readonly number[]) => [...new Set(days)].sort((a, b) => a - b);
const next = (day: number) => (day % 7) + 1;

function windows({ from, to, weekdays }: OwnHours): Window[] | undefined {
  const [begin, end] = [secondsOf(from), secondsOf(to)];
  if (begin === undefined || end === undefined || begin === DAY || weekdays.length === 0) return undefined;
  const days = sorted(weekdays);
  if (begin < end) return [{ weekdays: days, from_second: begin, to_second: end }];
  const rest = end > 0 ? [{ weekdays: sorted(days.map(next)), from_second: 0, to_second: end }] : [];
  return [...rest, { weekdays: days, from_second: begin, to_second: DAY }];
}

/** The windows of some hours; none are all day, undefined is no time that anybody can mean. */
export function dutyOf(hours: Hours): Window[] | undefined {
  switch (hours.kind) {
    case "all_day":
      return [];
    case "own":
      return windows(hours);
    case "file":
      return hours.duty;
    default:
      return windows(OF[hours.kind]);
  }
}

const key = (duty: readonly Window[]) =>
  JSON.stringify(
    duty
      .map(({ weekdays, from_second, to_second }) => [sorted(weekdays), from_second, to_second])
      .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
  );

export const sameDuty = (a: readonly Window[] = [], b: readonly Window[] = []) => key(a) === key(b);

/** The hours that windows are, as a form has them. */
export function hoursOf(duty: readonly Window[] = []): Hours {
  const preset = PRESETS.find((one) => sameDuty(dutyOf({ kind: one }) ?? [], duty));
  if (preset) return { kind: preset };
  const late = duty.find((one) => one.to_second === DAY) ?? duty[0];
  const early = duty.find((one) => one !== late);
  if (late && duty.length <= 2) {
    const own = { from: clockOf(late.from_second), to: clockOf(early ? early.to_second : late.to_second), weekdays: sorted(late.weekdays) };
    if (sameDuty(windows(own) ?? [], duty)) return { kind: "own", ...own };
  }
  return { kind: "file", duty: [...duty] };
}

/** Seconds a week on duty; windows that overlap count once. */
export function dutySeconds(duty: readonly Window[] = []): number {
  if (duty.length === 0) return 7 * DAY;
  return WEEK.reduce((sum, weekday) => {
    let [reached, covered] = [0, 0];
    const spans = duty.filter((one) => one.weekdays.includes(weekday)).sort((a, b) => a.from_second - b.from_second);
    for (const { from_second, to_second } of spans) {
      const from = Math.max(from_second, reached);
      const to = Math.min(to_second, DAY);
      covered += Math.max(0, to - from);
      reached = Math.max(reached, to);
    }
    return sum + covered;
  }, 0);
}

/** Whether a car is on duty for most of an hour of the week, from Monday 00:00. */
export function onDuty(duty: readonly Window[] = [], hour: number): boolean {
  if (duty.length === 0) return true;
  const weekday = Math.trunc(hour / 24) + 1;
  const begin = (hour % 24) * 3600;
  const within = (one: Window) =>
    one.weekdays.includes(weekday) ? Math.max(0, Math.min(one.to_second, begin + 3600) - Math.max(one.from_second, begin)) : 0;
  return duty.reduce((sum, one) => sum + within(one), 0) >= 1800;
}
