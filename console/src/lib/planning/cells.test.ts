import { expect, test } from "vitest";
import { give, ground, nearestCells, placeOf, pointAt, reachOf, sharesOf } from "./cells";
import { PRESENT } from "./made.test-data";
import { cellsOf } from "./variants";

const { points } = PRESENT.layout;

test("a cell is given to another area, and back", () => {
  const given = give(PRESENT, {}, 2, "east");
  expect(given).toEqual({ 2: "east" });
  expect(cellsOf(PRESENT, given)).toEqual([{ area: "east", points: [2] }]);
  expect(give(PRESENT, given, 2, "west")).toEqual({});
  expect(give(PRESENT, {}, 99, "east")).toEqual({});
});

test("the shares of calls follow the cells", () => {
  const now = sharesOf(PRESENT, {});
  expect([now.get("east"), now.get("west")]).toEqual([expect.closeTo(0.1), expect.closeTo(0.9)]);
  expect(sharesOf(PRESENT, { 2: "east" }).get("east")).toBeCloseTo(0.3);
});

test("the nearest waiting point is suggested", () => {
  // The third point is a third of the way from the east's stand.
  expect(nearestCells(PRESENT)).toEqual({ 2: "east" });
});

test("the ground of a point is nearer to it than to any other", () => {
  const places = [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 0, y: 10 }, { x: 10, y: 10 }];
  const cells = ground(places);
  cells.forEach((cell, nth) => {
    expect(cell.length).toBeGreaterThan(3);
    for (const corner of cell) {
      const far = places.map((one) => Math.hypot(one.x - corner.x, one.y - corner.y));
      expect(far[nth]).toBeLessThanOrEqual(Math.min(...far) + 1e-9);
    }
  });
  expect(ground([{ x: 5, y: 5 }])[0]).toHaveLength(16);
  expect(ground([])).toEqual([]);
});

test("a place is in the cell of the nearest point, and in none far away", () => {
  const reach = reachOf(points);
  expect(points.map((one) => pointAt(points, placeOf(one), reach))).toEqual([0, 1, 2, 3]);
  expect(pointAt(points, [121.0149, 31], reach)).toBe(1);
  expect(pointAt(points, [121.2, 31.2], reach)).toBeUndefined();
});
