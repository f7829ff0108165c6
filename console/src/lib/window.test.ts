import { expect, test } from "vitest";
import { scrollFor, WHOLE, windowOf } from "./window";

const asked = { count: 2000, rowHeight: 80, top: 0, height: 560 };

test("a short list is drawn whole, a long one where it is looked at", () => {
  expect(windowOf({ ...asked, count: WHOLE, top: 4000 })).toEqual({ from: 0, to: WHOLE });
  expect(windowOf(asked)).toEqual({ from: 0, to: 25 });
  const middle = windowOf({ ...asked, top: 80_000 });
  expect(middle.from).toBeLessThanOrEqual(1000 - 6);
  expect(middle.to).toBeGreaterThanOrEqual(1000 + 7 + 6);
  expect(middle.to - middle.from).toBeLessThan(50);
  expect(windowOf({ ...asked, top: 160_000 - 560 }).to).toBe(2000);
});

test("every row in sight is drawn, wherever the list stands", () => {
  for (let top = 0; top <= 2000 * 80 - 560; top += 37) {
    const { from, to } = windowOf({ ...asked, top });
    expect(from).toBeLessThanOrEqual(Math.floor(top / 80));
    expect(to).toBeGreaterThanOrEqual(Math.ceil((top + 560) / 80));
  }
});

test("a few pixels draw nothing anew", () => {
  expect(windowOf({ ...asked, top: 4800 })).toEqual(windowOf({ ...asked, top: 4800 + 79 }));
});

test("a list that has become shorter than where it stood is drawn to its end", () => {
  const { from, to } = windowOf({ ...asked, count: 130, top: 90_000 });
  expect([to, from < 130]).toEqual([130, true]);
});

test("a row is brought into sight from either side, and left where it is seen", () => {
  expect(scrollFor(10, { ...asked, top: 1000 })).toBe(800);
  expect(scrollFor(30, { ...asked, top: 0 })).toBe(31 * 80 - 560);
  expect(scrollFor(3, asked)).toBeUndefined();
});
