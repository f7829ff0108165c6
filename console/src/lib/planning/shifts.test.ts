import { expect, test } from "vitest";
import { dutyOf, dutySeconds, type Hours, hoursOf, onDuty, sameDuty, secondsOf, WEEK } from "./shifts";

test("a shift is windows that end within their day, and windows are the shift again", () => {
  expect(dutyOf({ kind: "all_day" })).toEqual([]);
  expect(dutyOf({ kind: "day" })).toEqual([{ weekdays: WEEK, from_second: 28_800, to_second: 72_000 }]);
  expect(dutyOf({ kind: "night" })).toEqual([
    { weekdays: WEEK, from_second: 0, to_second: 28_800 },
    { weekdays: WEEK, from_second: 72_000, to_second: 86_400 },
  ]);
  const all: Hours[] = [
    { kind: "all_day" },
    { kind: "day" },
    { kind: "night" },
    { kind: "own", from: "10:30", to: "18:00", weekdays: [1, 2, 3] },
    { kind: "own", from: "22:00", to: "06:00", weekdays: [5, 6] },
    { kind: "own", from: "18:00", to: "00:00", weekdays: [7] },
  ];
  for (const one of all) expect(hoursOf(dutyOf(one))).toEqual(one.kind === "own" && one.to === "00:00" ? { ...one, to: "24:00" } : one);
});

test("a night that begins on Sunday ends on Monday", () => {
  expect(dutyOf({ kind: "own", from: "22:00", to: "06:00", weekdays: [7] })).toEqual([
    { weekdays: [1], from_second: 0, to_second: 21_600 },
    { weekdays: [7], from_second: 79_200, to_second: 86_400 },
  ]);
});

test("what is no time of day is none", () => {
  expect(["", "8", "25:00", "24:30", "08:60"].map(secondsOf)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  expect(secondsOf("24:00")).toBe(86_400);
  expect(dutyOf({ kind: "own", from: "", to: "18:00", weekdays: [1] })).toBeUndefined();
  expect(dutyOf({ kind: "own", from: "08:00", to: "18:00", weekdays: [] })).toBeUndefined();
});

test("windows that no form has are kept as they are", () => {
  const odd = [1, 2, 3].map((day) => ({ weekdays: [day], from_second: day * 3600, to_second: day * 7200 }));
  expect(hoursOf(odd)).toEqual({ kind: "file", duty: odd });
  expect(dutyOf(hoursOf(odd))).toEqual(odd);
  expect(sameDuty(odd, odd.toReversed())).toBe(true);
});

test("overlapping windows count once", () => {
  expect(dutySeconds([])).toBe(604_800);
  expect(dutySeconds([{ weekdays: [1], from_second: 0, to_second: 7200 }, { weekdays: [1], from_second: 3600, to_second: 10_800 }])).toBe(10_800);
  expect([0, 7, 8, 19, 20].map((hour) => onDuty(dutyOf({ kind: "day" }), hour))).toEqual([false, false, true, true, false]);
  expect(onDuty([], 100)).toBe(true);
});
