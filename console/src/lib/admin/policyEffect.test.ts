import { expect, test } from "vitest";
import { rowsOf, shareOf } from "./policyEffect";

const clock = (judged: number, kept_now: number, kept_then: number, unjudged = 0) => ({ clock: "arrive" as const, judged, kept_now, kept_then, unjudged });

test("limits of which nothing can be said are left out", () => {
  expect(rowsOf([clock(0, 0, 0), clock(0, 0, 0, 2), clock(10, 9, 7)])).toEqual([
    { ...clock(0, 0, 0, 2), more: 0 },
    { ...clock(10, 9, 7), more: -2 },
  ]);
});

test("one that was missed is never hidden by rounding", () => {
  expect(shareOf(9999, 10_000)).toBe("9999 (99.9%)");
  expect(shareOf(10_000, 10_000)).toBe("10000 (100.0%)");
  expect(shareOf(1, 3)).toBe("1 (33.3%)");
  expect(shareOf(0, 0)).toBe("—");
});
