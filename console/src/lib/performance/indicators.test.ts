import { expect, test } from "vitest";
import { tally, usualDays } from "./indicators";

const tracking = [
  { id: "2026-08", from: "2026-01-01", to: "2026-08-31" },
  { id: "2026-12", from: "2026-01-01", to: "2026-12-31" },
];

test("the last tracking period that is over is looked at first", () => {
  expect(usualDays(2026, tracking, "2026-11-27")).toEqual({ from: "2026-01-01", to: "2026-08-31" });
  expect(usualDays(2026, tracking, "2027-02-01")).toEqual({ from: "2026-01-01", to: "2026-12-31" });
});

test("before the first tracking date it is looked at up to today", () => {
  expect(usualDays(2026, tracking, "2026-03-05")).toEqual({ from: "2026-01-01", to: "2026-03-05" });
});

test("without tracking periods the budget year is looked at", () => {
  expect(usualDays(2026, [], "2026-03-05")).toEqual({ from: "2026-01-01", to: "2026-03-05" });
  expect(usualDays(2024, undefined, "2026-03-05")).toEqual({ from: "2024-01-01", to: "2024-12-31" });
});

test("lights are counted, those that are off too", () => {
  expect(tally([{ light: "red" }, { light: "off" }, { light: "red" }])).toEqual({ green: 0, yellow: 0, red: 2, off: 1 });
});
