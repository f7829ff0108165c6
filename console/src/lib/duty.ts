// The duty book as a grid: members by days, what is wrong in which cell, hours in sums.
import type { CalendarYear, DutyDay, MemberRecord, Roster, RosterFinding, Seconds, Turn } from "../api/duty";
import { day as dayOf } from "./time";
import { daysOn, weekdayOf } from "./report/words";

export const PARTS = ["roster", "requests", "attendance", "hours", "calendar", "equipment", "trainings"] as const;
export type Part = (typeof PARTS)[number];

export const partOf = (text: string | undefined): Part => PARTS.find((one) => one === text) ?? "roster";

const DAY = /^\d{4}-\d\d-\d\d$/;
export const isDay = (text: string | undefined): text is string =>
  text !== undefined && DAY.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

/** The Monday of a day's week. */
export const mondayOf = (day: string) => daysOn(day, -weekdayOf(day));

/** The seven days from a Monday on. */
export const weekOf = (monday: string) => Array.from({ length: 7 }, (_, nth) => daysOn(monday, nth));

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
export const isMonth = (text: string | undefined): text is string => text !== undefined && MONTH.test(text);

/** A month's first and last day. */
export function monthSpan(month: string): { from: string; to: string } {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return { from: `${month}-01`, to: `${month}-${String(last).padStart(2, "0")}` };
}

/** The month a number of months on. */
export function monthsOn(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** A month's days in weeks from Monday on, with the empty places before and after it. */
export function weeksOf(month: string): (string | undefined)[][] {
  const { from, to } = monthSpan(month);
  const days: (string | undefined)[] = Array.from({ length: weekdayOf(from) }, () => undefined);
  for (let day = from; day <= to; day = daysOn(day, 1)) days.push(day);
  while (days.length % 7 !== 0) days.push(undefined);
  return Array.from({ length: days.length / 7 }, (_, nth) => days.slice(nth * 7, nth * 7 + 7));
}

export type Cell = { day: string; turns: Turn[]; onLeave: boolean; wrong: RosterFinding[] };
export type Row = { member: MemberRecord; cells: Cell[]; turns: number };
export type Group = { unit: string; rows: Row[] };

/** Whether a member belongs to the team on one of these days. */
const engaged = (member: MemberRecord, days: readonly string[]) =>
  member.from <= (days.at(-1) ?? "") && (!member.until || member.until >= (days[0] ?? ""));

/** Members by days, in groups of a car. Who stands in in another car stays in the own row. */
export function grid(
  members: readonly MemberRecord[],
  days: readonly DutyDay[],
  findings: readonly RosterFinding[],
  offset: number,
): Group[] {
  const names = days.map((one) => one.day.day);
  const groups = new Map<string, Row[]>();
  for (const member of members.filter((one) => engaged(one, names))) {
    const cells = days.map((one): Cell => {
      const of = <T extends { member: { code: string } }>(list: readonly T[]) => list.filter((turn) => turn.member.code === member.id);
      return {
        day: one.day.day,
        turns: of(one.turns),
        onLeave: one.on_leave.some((away) => away.code === member.id),
        wrong: findings.filter(
          (finding) => finding.members.some((who) => who.code === member.id) && touches(finding, one.day.day, offset),
        ),
      };
    });
    const row = { member, cells, turns: cells.reduce((sum, cell) => sum + cell.turns.length, 0) };
    groups.set(member.unit, [...(groups.get(member.unit) ?? []), row]);
  }
  return [...groups].map(([unit, rows]) => ({ unit, rows })).toSorted((a, b) => (a.unit < b.unit ? -1 : 1));
}

/** Whether a finding falls on a day of the town. */
export const touches = (finding: RosterFinding, day: string, offset: number) =>
  dayOf(finding.from, offset) <= day && dayOf(Date.parse(finding.to) - 1, offset) >= day;

/** The roster that holds on a day: the last one that began by then. */
export const rosterOn = (rosters: readonly Roster[], day: string) => rosters.filter((one) => one.from <= day).at(-1);

/** A shift's place in the day, for its colour: the order in which they begin. */
export function shiftOrder(roster: Roster | undefined, shift: string): number {
  const sorted = (roster?.shifts ?? []).toSorted((a, b) => a.from_second - b.from_second);
  return Math.max(0, sorted.findIndex((one) => one.id === shift)) % 4;
}

/** The shift in which a moment of a day falls, to fill a hole with. */
export function shiftAt(roster: Roster | undefined, iso: string, offset: number): { day: string; shift: string } | undefined {
  const day = dayOf(iso, offset);
  const second = (Date.parse(iso) / 1000 + offset) % 86_400;
  const now = roster?.shifts.find((one) => second >= one.from_second && second < one.from_second + one.seconds);
  if (now) return { day, shift: now.id };
  // A shift of the evening before may run past midnight.
  const before = roster?.shifts.find((one) => second + 86_400 < one.from_second + one.seconds);
  return before && { day: daysOn(day, -1), shift: before.id };
}

export const total = (of: Seconds) => of.workday + of.rest_day + of.holiday;

/** Whole seconds as hours with minutes, `152:30`; nothing is rounded. */
export function hoursOf(seconds: number): string {
  const minutes = Math.trunc(seconds / 60);
  return `${Math.trunc(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

const KINDS = ["workday", "rest_day", "holiday"] as const;

/** Reads a year's special days, one a line: `2027-01-01 holiday 元旦`. The wrong lines are told by number. */
export function readCalendar(year: number, source: string, text: string): { calendar: CalendarYear; wrong: number[] } {
  const days: CalendarYear["days"] = [];
  const wrong: number[] = [];
  text.split("\n").forEach((line, nth) => {
    if (!line.trim()) return;
    const [day, code, ...name] = line.trim().split(/\s+/);
    const kind = KINDS.find((one) => one === code);
    if (isDay(day) && day.startsWith(`${year}-`) && kind && name.length > 0) days.push({ day, kind, name: name.join(" ") });
    else wrong.push(nth + 1);
  });
  return { calendar: { year, source, days: days.toSorted((a, b) => (a.day < b.day ? -1 : 1)) }, wrong };
}
