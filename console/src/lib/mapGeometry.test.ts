import { expect, test } from "vitest";
import { boxOf, centre, mercator, metres, ring } from "./mapGeometry";

test("a hundredth of a degree north is 1.1 km, east less by the latitude", () => {
  expect(metres([121.3, 31.22], [121.3, 31.23])).toBeCloseTo(1113.2, 0);
  expect(metres([121.3, 31.22], [121.31, 31.22])).toBeCloseTo(1113.2 * Math.cos((31.22 * Math.PI) / 180), 0);
});

test("a box around nothing is none", () => {
  expect(boxOf([])).toBeUndefined();
  expect(boxOf([[2, 1], [0, 3]])).toEqual([0, 1, 2, 3]);
});

test("a name stands in the middle of the ground, closed ring or open", () => {
  const open = [[0, 0], [4, 0], [4, 2], [0, 2]] as const;
  expect(centre(open)).toEqual([2, 1]);
  expect(centre([...open, [0, 0]])).toEqual([2, 1]);
  expect(centre([[1, 1], [3, 3]])).toEqual([2, 2]);
});

test("Mercator keeps the equator and stretches the north", () => {
  expect(mercator([10, 0])[1]).toBeCloseTo(0);
  expect(mercator([10, 60])[1]).toBeGreaterThan(60);
});

test("what is no pair is no place", () => {
  expect(ring([[1, 2], [3], []])).toEqual([[1, 2]]);
});
