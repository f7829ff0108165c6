import { expect, test } from "vitest";
import type { DutyDay, MemberRecord, Roster, RosterFinding } from "../api/duty";
import { grid, hoursOf, isDay, isMonth, mondayOf, monthsOn, monthSpan, partOf, readCalendar, rosterOn, shiftAt, shiftOrder, total, weekOf, weeksOf } from "./duty";
import { wishOf } from "./wish";

const CHINA = 8 * 3600;
const roster = (from: string) =>
  ({
    from,
    shifts: [
      { id: "morning", name: "", from_second: 28_800, seconds: 28_800 },
      { id: "evening", name: "", from_second: 57_600, seconds: 43_200 },
    ],
    cycle: [], teams: [],
  }) as Roster;

test("weeks begin on Monday, over months and years", () => {
  expect([mondayOf("2026-11-23"), mondayOf("2026-11-29"), mondayOf("2027-01-01")]).toEqual(["2026-11-23", "2026-11-23", "2026-12-28"]);
  expect(weekOf("2026-12-28").at(-1)).toBe("2027-01-03");
});

test("a month in weeks has all its days and empty places around", () => {
  expect(monthSpan("2028-02")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
  expect([monthsOn("2026-01", -1), monthsOn("2026-12", 1)]).toEqual(["2025-12", "2027-01"]);
  const weeks = weeksOf("2026-10");
  expect(weeks.every((week) => week.length === 7)).toBe(true);
  expect(weeks[0]).toEqual([undefined, undefined, undefined, "2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04"]);
  expect(weeks.flat().filter(Boolean)).toHaveLength(31);
});

test("nonsense is no day, month or part", () => {
  expect([isDay("2026-02-30x"), isDay("2026-13-01"), isDay(undefined), isDay("2026-02-28")]).toEqual([false, false, false, true]);
  expect([isMonth("2026-13"), isMonth("2026-1"), isMonth("2026-12")]).toEqual([false, false, true]);
  expect([partOf("hours"), partOf("nonsense")]).toEqual(["hours", "roster"]);
});

test("members by days, in groups of their car, with what is wrong where", () => {
  const members = [
    { id: "b", unit: "car-2", from: "2026-01-01" },
    { id: "a", unit: "car-1", from: "2026-01-01" },
    { id: "gone", unit: "car-1", from: "2026-01-01", until: "2026-11-22" },
  ] as MemberRecord[];
  const turn = (member: string) => ({ member: { code: member, name: "" } });
  const days = [
    { day: { day: "2026-11-23" }, turns: [turn("a"), turn("b")], on_leave: [] },
    { day: { day: "2026-11-24" }, turns: [turn("a")], on_leave: [{ code: "b", name: "" }] },
  ] as unknown as DutyDay[];
  const findings = [
    // From 23:00 of the 23rd to midnight in the town.
    { kind: "double_duty", from: "2026-11-23T15:00:00Z", to: "2026-11-23T16:00:00Z", members: [{ code: "a", name: "" }] },
  ] as RosterFinding[];
  const groups = grid(members, days, findings, CHINA);
  expect(groups.map((one) => [one.unit, one.rows.map((row) => [row.member.id, row.turns])])).toEqual([["car-1", [["a", 2]]], ["car-2", [["b", 1]]]]);
  expect(groups[0]?.rows[0]?.cells.map((cell) => cell.wrong.length)).toEqual([1, 0]);
  expect(groups[1]?.rows[0]?.cells.map((cell) => cell.onLeave)).toEqual([false, true]);
});

test("a hole falls into a shift, also past midnight", () => {
  const one = roster("2026-01-01");
  expect(shiftAt(one, "2026-11-23T01:00:00Z", CHINA)).toEqual({ day: "2026-11-23", shift: "morning" });
  expect(shiftAt(one, "2026-11-23T18:00:00Z", CHINA)).toEqual({ day: "2026-11-23", shift: "evening" });
  expect(shiftAt(one, "2026-11-22T22:00:00Z", CHINA)).toBeUndefined();
  expect(shiftOrder(one, "evening")).toBe(1);
  expect(rosterOn([one, roster("2026-06-01")], "2026-05-31")?.from).toBe("2026-01-01");
});

test("hours are told in whole minutes of exact seconds", () => {
  expect(total({ workday: 3600, rest_day: 59, holiday: 1 })).toBe(3660);
  expect([hoursOf(3660), hoursOf(59), hoursOf(360_000)]).toEqual(["1:01", "0:00", "100:00"]);
});

test("a calendar is read line by line, and wrong lines are told", () => {
  const text = "2027-01-03 workday 元旦\n\n2027-01-01 holiday 元旦 假期\n2026-12-31 holiday x\n2027-01-02 feast x\n2027-01-02 holiday";
  const { calendar, wrong } = readCalendar(2027, "通知", text);
  expect(calendar.days).toEqual([
    { day: "2027-01-01", kind: "holiday", name: "元旦 假期" }, { day: "2027-01-03", kind: "workday", name: "元旦" },
  ]);
  expect(wrong).toEqual([4, 5, 6]);
});

test("each kind of wish has its own fields", () => {
  const given = { member: "a", day: "2026-11-23", to: "2026-11-24", shift: "s", other: "b", other_day: "2026-11-25", other_shift: "t", unit: "u", leave: "sick" };
  expect(wishOf({ ...given, kind: "leave" })).toEqual({ kind: "leave", member: "a", from: "2026-11-23", to: "2026-11-24", leave: "sick" });
  expect(wishOf({ ...given, kind: "cover" })).toEqual({ kind: "cover", member: "a", day: "2026-11-23", shift: "s", substitute: "b" });
  expect(wishOf({ ...given, kind: "extra" })).toEqual({ kind: "extra", member: "a", day: "2026-11-23", shift: "s", unit: "u" });
  expect(wishOf({ ...given, kind: "swap" })).toMatchObject({ with: "b", with_day: "2026-11-25", with_shift: "t" });
});
