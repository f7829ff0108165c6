import { expect, test } from "vitest";
import { fromGcj02, inChina, type LonLat, toGcj02 } from "./gcj02";
import { metres } from "./mapGeometry";

// WGS-84 and GCJ-02 as others publish them: the first from coordtransform's tests, the rest from
// eviltransform's, which rounds the ellipsoid's axis otherwise and so differs by up to a centimetre.
const PUBLISHED: [string, LonLat, LonLat, number][] = [
  ["Beijing, coordtransform", [116.404, 39.915], [116.41024449916938, 39.91640428150164], 0.001],
  ["Shanghai", [121.5272106, 31.1774276], [121.531541859215, 31.17530398364597], 0.02],
  ["Shenzhen", [113.912316, 22.543847], [113.9171764808363, 22.540796131694766], 0.02],
  ["Beijing", [116.377817, 39.911954], [116.38404722455657, 39.91334545536069], 0.02],
];

test.each(PUBLISHED)("%s as published", (_, earth, shown, within) => {
  expect(metres(toGcj02(earth), shown)).toBeLessThan(within);
  expect(metres(fromGcj02(shown), earth)).toBeLessThan(within);
});

test("there and back is within a centimetre all over China", () => {
  let worst = 0;
  for (let lon = 73; lon <= 135; lon += 0.97) {
    for (let lat = 18; lat <= 53; lat += 0.89) {
      worst = Math.max(worst, metres(fromGcj02(toGcj02([lon, lat])), [lon, lat]));
    }
  }
  expect(worst).toBeLessThan(0.01);
});

test("outside China nothing moves", () => {
  const places: LonLat[] = [[-0.1276, 51.5072], [139.6917, 35.6895], [-104.9903, 39.7392]];
  for (const place of places) {
    expect(inChina(place)).toBe(false);
    expect(toGcj02(place)).toEqual(place);
    expect(fromGcj02(place)).toEqual(place);
  }
});

test("in the town the offset is what makes a wrong street of it", () => {
  const moved = metres(toGcj02([121.31, 31.225]), [121.31, 31.225]);
  expect(moved).toBeGreaterThan(300);
  expect(moved).toBeLessThan(700);
});
