import { expect, test } from "vitest";
import { degrees, formatAt, outside, parseAt, readPlace } from "./coordinates";
import { toGcj02 } from "./gcj02";
import { metres } from "./mapGeometry";

test("two numbers in any of the usual writings", () => {
  for (const text of ["121.29, 31.22", "121.29 31.22", "31.22,121.29", "121.29\uff0c31.22", "lon 121.29; lat 31.22"]) {
    expect(readPlace(text, "wgs84"), text).toEqual([121.29, 31.22]);
  }
});

test("what is no place is none", () => {
  for (const text of ["", "121.29", "1 2 3", "200, 100", "Huacao"]) expect(readPlace(text, "wgs84"), text).toBeUndefined();
});

test("a map app's coordinate is moved to where it is", () => {
  const earth = [121.31, 31.225] as const;
  const read = readPlace(toGcj02(earth).join(","), "gcj02");
  expect(metres(read ?? [0, 0], earth)).toBeLessThan(0.01);
});

test("links out carry the map apps' own grid, and no sign that would end the marker", () => {
  const { amap, tencent } = outside([121.31, 31.225], "a;b");
  const [lon, lat] = toGcj02([121.31, 31.225]);
  expect(new URL(amap).searchParams.get("position")).toBe(`${lon.toFixed(6)},${lat.toFixed(6)}`);
  expect(new URL(tencent).searchParams.get("marker")).toBe(`coord:${lat.toFixed(6)},${lon.toFixed(6)};title:a b`);
});

test("an address keeps a place", () => {
  expect(parseAt(formatAt([121.31, 31.225]))).toEqual([121.31, 31.225]);
  for (const text of [null, "", "121", "1,2,3", "181,0", "x,y"]) expect(parseAt(text)).toBeUndefined();
  expect(degrees([121.31, 31.225])).toBe("121.310000, 31.225000");
});
