// The size of a ring, what lies in it, and whether it bounds one piece of ground.
import { cornerAt, type Ring } from "./areaDraw";
import type { LonLat } from "./gcj02";

/** Of the mean Earth, as the server reckons, so that both tell the same sizes. */
export const METRES_OF_DEGREE = (6_371_008.8 * Math.PI) / 180;

/** A place as metres in a plane around a latitude. */
export type Flat = readonly [x: number, y: number];
export const flat = ([lon, lat]: LonLat, around: number): Flat => [lon * METRES_OF_DEGREE * Math.cos((around * Math.PI) / 180), lat * METRES_OF_DEGREE];
export const unflat = ([x, y]: Flat, around: number): LonLat => [x / (METRES_OF_DEGREE * Math.cos((around * Math.PI) / 180)), y / METRES_OF_DEGREE];

export function squareMetres(ring: Ring): number {
  const around = ring.reduce((sum, [, lat]) => sum + lat, 0) / Math.max(ring.length, 1);
  const origin = flat(ring[0] ?? [0, 0], around);
  const points = ring.map((corner) => flat(corner, around)).map(([x, y]): Flat => [x - origin[0], y - origin[1]]);
  const twice = points.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = points[(at + 1) % points.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice) / 2;
}

/** Whether a place lies within; on the very edge either may be said. */
export function contains(ring: Ring, [lon, lat]: LonLat): boolean {
  return ring.reduce((inside, [aLon, aLat], at) => {
    const [bLon, bLat] = cornerAt(ring, at + 1) ?? [aLon, aLat];
    const meets = aLat > lat !== bLat > lat && lon < ((bLon - aLon) * (lat - aLat)) / (bLat - aLat) + aLon;
    return meets ? !inside : inside;
  }, false);
}

const turn = (a: LonLat, b: LonLat, c: LonLat) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
const between = (a: LonLat, b: LonLat, c: LonLat) =>
  Math.min(a[0], b[0]) <= c[0] && c[0] <= Math.max(a[0], b[0]) && Math.min(a[1], b[1]) <= c[1] && c[1] <= Math.max(a[1], b[1]);

/** A place at which the ring crosses or touches itself; undefined for a good ring. */
export function crossing(ring: Ring): LonLat | undefined {
  const count = ring.length;
  for (let one = 0; one < count; one += 1) {
    for (let other = one + 1; other < count; other += 1) {
      const [a, b, c, d] = [cornerAt(ring, one), cornerAt(ring, one + 1), cornerAt(ring, other), cornerAt(ring, other + 1)];
      if (!a || !b || !c || !d) continue;
      const beside = other === one + 1 || (one === 0 && other === count - 1);
      // Edges beside each other share a corner: they are at odds only where one runs back on the other.
      if (beside) {
        const [joint, first, second] = other === one + 1 ? [b, a, d] : [a, b, c];
        if (turn(joint, first, second) === 0 && (between(joint, first, second) || between(joint, second, first))) return joint;
        continue;
      }
      const at = meeting(a, b, c, d);
      if (at) return at;
    }
  }
  return undefined;
}

/** Where two edges meet. */
export function meeting(a: LonLat, b: LonLat, c: LonLat, d: LonLat): LonLat | undefined {
  const [c1, c2, c3, c4] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (c1 === 0 && between(a, b, c)) return c;
  if (c2 === 0 && between(a, b, d)) return d;
  if (c3 === 0 && between(c, d, a)) return a;
  if (c4 === 0 && between(c, d, b)) return b;
  if (c1 > 0 === c2 > 0 || c3 > 0 === c4 > 0 || c1 === 0 || c2 === 0 || c3 === 0 || c4 === 0) return undefined;
  const share = c3 / (c3 - c4);
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
}
