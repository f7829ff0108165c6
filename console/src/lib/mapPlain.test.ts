import { expect, test } from "vitest";
import { mercator } from "./mapGeometry";
import { at, fit, ground, moved, zoomed } from "./mapPlain";

const SIZE = { width: 200, height: 100 };
const frame = fit([10, 20, 12, 21], SIZE, 0);

test("a box lies whole and in the middle", () => {
  expect(at(frame, [11, 20.5])).toEqual({ x: 100, y: 50 });
  expect(at(frame, [10, 21])).toEqual({ x: 0, y: 0 });
});

test("a pixel leads back to its place", () => {
  const place = [11.3, 18.9] as const;
  const [lon, lat] = ground(frame, at(frame, mercator(place)));
  expect([lon, lat]).toEqual([expect.closeTo(11.3, 9), expect.closeTo(18.9, 9)]);
});

test("what is under the pointer stays there while zooming, and zooming has ends", () => {
  const point = { x: 30, y: 80 };
  const near = zoomed(frame, 2, point, frame.scale);
  expect(ground(near, point)[1]).toBeCloseTo(ground(frame, point)[1]);
  expect(zoomed(frame, 1e9, point, frame.scale).scale).toBe(frame.scale * 60);
  expect(zoomed(frame, 0, point, frame.scale).scale).toBe(frame.scale / 2);
});

test("dragging moves by pixels", () => {
  expect(at(moved(frame, 7, -3), [11, 20.5])).toEqual({ x: expect.closeTo(107), y: expect.closeTo(47) });
});
