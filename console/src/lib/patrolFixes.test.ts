import { expect, test } from "vitest";
import { type Fix, fixOf, kept, metres, MOST, worth } from "./patrolFixes";

const fix = (second: number, lat = 31.22, accuracy = 10): Fix => ({
  at: new Date(second * 1000).toISOString(), place: { lon: 121.29, lat }, accuracy_metres: accuracy,
});
const north = (count: number) => 31.22 + count / 111_195;

test("metres are metres", () => {
  expect(Math.round(metres({ lon: 121.29, lat: 31.22 }, { lon: 121.29, lat: north(100) }))).toBe(100);
});

test("a car that stands is told seldom, one that moves often, one near its goal closely", () => {
  expect(worth(fix(0), undefined, undefined)).toBe(true);
  expect(worth(fix(60), fix(0), undefined)).toBe(false);
  expect(worth(fix(120), fix(0), undefined)).toBe(true);
  expect(worth(fix(20, north(50)), fix(0), undefined)).toBe(true);
  expect(worth(fix(10, north(50)), fix(0), undefined)).toBe(false);
  expect(worth(fix(8), fix(0), { lon: 121.29, lat: north(300) })).toBe(true);
  expect(worth(fix(8), fix(0), { lon: 121.29, lat: north(3000) })).toBe(false);
});

test("coarse fixes do not look like movement, and useless ones are dropped", () => {
  expect(worth(fix(30, north(150), 200), fix(0), undefined)).toBe(false);
  expect(worth(fix(0, 31.22, 900), undefined, undefined)).toBe(false);
  expect(worth(fix(0), fix(0), undefined)).toBe(false);
});

test("only the latest are kept", () => {
  const all = Array.from({ length: MOST + 5 }, (_, nth) => fix(nth)).reduce<Fix[]>(kept, []);
  expect(all).toHaveLength(MOST);
  expect(all.at(-1)).toEqual(fix(MOST + 4));
});

test("a browser's position in the server's units", () => {
  const coords = { longitude: 121.29, latitude: 31.22, accuracy: 12.4, heading: 359.9, speed: 10, altitude: null, altitudeAccuracy: null };
  expect(fixOf(coords, "t")).toEqual({ at: "t", place: { lon: 121.29, lat: 31.22 }, accuracy_metres: 12, heading: 0, speed_kmh: 36 });
  expect(fixOf({ ...coords, heading: Number.NaN, speed: null }, "t")).toEqual({ at: "t", place: { lon: 121.29, lat: 31.22 }, accuracy_metres: 12 });
});
