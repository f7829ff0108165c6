import { expect, test } from "vitest";
import { axisOf, fit, folded, widthOf } from "./labels";

test("labels are folded to their place", () => {
  const ideographs = "\u6d89\u73af\u5883\u8fdd\u6cd5";
  expect(widthOf(ideographs, 12)).toBe(60);
  expect(folded(ideographs, 40, 12).split("\n").map((one) => one.length)).toEqual([3, 2]);
  expect(folded(ideographs, 100, 12)).toBe(ideographs);
  expect(folded("Joint response", 60, 12)).toBe("Joint\nresponse");
  // A word is not cut.
  expect(folded("Environment", 20, 12)).toBe("Environment");
  expect(folded("", 20, 12)).toBe("");
});

test("labels that do not fit are told apart", () => {
  expect(fit(["Joint response", "Dispute"], 60, 12)).toBe(true);
  expect(fit(["Environment"], 45, 12)).toBe(false);
});

test("an axis ends on a round number, in at most six steps", () => {
  expect(axisOf(145.8)).toEqual({ max: 150, interval: 30 });
  expect(axisOf(158.6)).toEqual({ max: 180, interval: 30 });
  expect(axisOf(3)).toEqual({ max: 3, interval: 1 });
  expect(axisOf(0)).toEqual({ max: 1, interval: 1 });
  expect(axisOf(1_259)).toEqual({ max: 1_500, interval: 300 });
  for (let most = 1; most < 3_000; most += 7) {
    const { max, interval } = axisOf(most);
    expect(max).toBeGreaterThanOrEqual(most);
    expect(max / interval).toBeLessThanOrEqual(6);
  }
});
