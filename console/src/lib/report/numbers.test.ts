import { expect, test } from "vitest";
import { axisFrom, chance, fixed, hundredths, meanGrade, parts, percent, shareInterval, span } from "./numbers";

test("numbers are rounded as the printed report rounds them", () => {
  // 231 calls in 28 days: a tie that goes to the even digit.
  expect(fixed(8.25, 1)).toBe("8.2");
  expect(fixed(8.75, 1)).toBe("8.8");
  expect(fixed(0.125, 2)).toBe("0.12");
  expect(fixed(0.375, 2)).toBe("0.38");
  expect(fixed(2.5, 0)).toBe("2");
  // No ties: 0.35 is a little less, 1.005 too.
  expect(fixed(0.35, 1)).toBe("0.3");
  expect(fixed(1.005, 2)).toBe("1.00");
  expect(fixed(-0.04, 1)).toBe("0.0");
  expect(fixed(-1.26, 1)).toBe("−1.3");
});

test("a share over zero has no value", () => {
  expect(percent({ numerator: 0, denominator: 0 })).toBeUndefined();
  expect(percent({ numerator: 98, denominator: 140 })).toBe("70.00%");
  expect(percent({ numerator: 2, denominator: 3 })).toBe("66.67%");
  expect(percent({ numerator: -1, denominator: 3 })).toBe("−33.33%");
  expect(hundredths({ numerator: 1, denominator: 20_000 })).toBe(1);
});

test("intervals say both ends, or none", () => {
  expect(shareInterval({ low: 0.921, high: 0.97 })).toBe("92.1–97.0%");
  expect(shareInterval(null)).toBeUndefined();
  expect(shareInterval({ low: 0.1, high: null })).toBeUndefined();
  expect(span({ low: 1.071, high: null }, 1, 2)).toEqual(["1.07", "∞"]);
  expect(span({ low: -0.0312, high: 0.05 }, 100, 1)).toEqual(["−3.1", "5.0"]);
});

test("a chance is never zero", () => {
  expect(chance(0.0000001)).toBe("<0.001");
  expect(chance(0.0444)).toBe("0.044");
});

test("a mean grade is rounded half up", () => {
  expect(meanGrade(0, 0)).toBeUndefined();
  expect(meanGrade(9, 2)).toBe("4.50");
  expect(meanGrade(14, 3)).toBe("4.67");
});

test("time is told in the two largest units", () => {
  expect(parts(59)).toEqual({ days: 0, hours: 0, minutes: 0 });
  expect(parts(3_660)).toEqual({ days: 0, hours: 1, minutes: 1 });
  expect(parts(90_000)).toEqual({ days: 1, hours: 1, minutes: 0 });
});

test("an axis of shares begins on a full ten per cent, or at nought", () => {
  expect(axisFrom([])).toBe(0.9);
  expect(axisFrom([0.93, 0.85])).toBe(0.8);
  expect(axisFrom([0.7])).toBe(0.7);
  expect(axisFrom([0.12, 0.85])).toBe(0);
});
