// Geometry of a town: small enough that a plane with the latitude's scale is exact to the metre.
import type { LonLat } from "./gcj02";

/** West, south, east, north. */
export type Box = readonly [number, number, number, number];

const METRES_OF_DEGREE = 111_320;
const RADIANS = Math.PI / 180;

/** Metres between two places that are a town apart at the most. */
export function metres(a: LonLat, b: LonLat): number {
  const narrow = Math.cos(((a[1] + b[1]) / 2) * RADIANS);
  return Math.hypot((a[0] - b[0]) * narrow, a[1] - b[1]) * METRES_OF_DEGREE;
}

/** The box around all points; undefined without any. */
export function boxOf(points: Iterable<LonLat>): Box | undefined {
  let box: [number, number, number, number] | undefined;
  for (const [lon, lat] of points) {
    box = box
      ? [Math.min(box[0], lon), Math.min(box[1], lat), Math.max(box[2], lon), Math.max(box[3], lat)]
      : [lon, lat, lon, lat];
  }
  return box;
}

/** The centre of a ring's ground, where its name is written; of a degenerate ring, of its points. */
export function centre(ring: readonly LonLat[]): LonLat {
  let [twice, x, y] = [0, 0, 0];
  ring.forEach(([lon, lat], at) => {
    const [nextLon, nextLat] = ring[(at + 1) % ring.length] ?? [lon, lat];
    const cross = lon * nextLat - nextLon * lat;
    twice += cross;
    x += (lon + nextLon) * cross;
    y += (lat + nextLat) * cross;
  });
  if (Math.abs(twice) > 1e-12) return [x / (3 * twice), y / (3 * twice)];
  const sum = ring.reduce<[number, number]>(([a, b], [lon, lat]) => [a + lon, b + lat], [0, 0]);
  return [sum[0] / Math.max(ring.length, 1), sum[1] / Math.max(ring.length, 1)];
}

/** The box of Web Mercator of a latitude: north is drawn up and in the right proportion. */
export const mercator = ([lon, lat]: LonLat): LonLat => [lon, Math.log(Math.tan(Math.PI / 4 + (lat * RADIANS) / 2)) / RADIANS];

/** The wire's pairs as places; what is no pair is left out. */
export const ring = (outline: readonly (readonly number[])[]): LonLat[] =>
  outline.flatMap(([lon, lat]) => (lon === undefined || lat === undefined ? [] : [[lon, lat] as const]));
