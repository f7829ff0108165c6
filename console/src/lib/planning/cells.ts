// The cells of a town from which calls come: where each ends, which area it would better belong to.
import type { Point, Present } from "../../api/plan.types";
import type { LonLat } from "../gcj02";
import { metres } from "../mapGeometry";

type XY = { x: number; y: number };
export type Pixel = XY;

export const placeOf = ({ place }: { place: { lon: number; lat: number } }): LonLat => [place.lon, place.lat];

/** A polygon cut off beyond the line halfway to another point. */
function cut(polygon: readonly XY[], own: XY, other: XY): XY[] {
  const [nx, ny] = [other.x - own.x, other.y - own.y];
  const half = (nx * (own.x + other.x) + ny * (own.y + other.y)) / 2;
  const beyond = ({ x, y }: XY) => x * nx + y * ny - half;
  return polygon.flatMap((from, at) => {
    const to = polygon[(at + 1) % polygon.length] ?? from;
    const [a, b] = [beyond(from), beyond(to)];
    const kept = a <= 0 ? [from] : [];
    if (a <= 0 === b <= 0) return kept;
    const share = a / (a - b);
    return [...kept, { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }];
  });
}

const SIDES = 16;

/** How far each point is from its nearest neighbour, in the middle of all. */
function spacing(points: readonly XY[]): number {
  const nearest = points.map((one) => Math.min(...points.map((other) => (other === one ? Infinity : Math.hypot(one.x - other.x, one.y - other.y)))));
  const known = nearest.filter((one) => Number.isFinite(one) && one > 0).sort((a, b) => a - b);
  return known[Math.trunc(known.length / 2)] ?? 60;
}

/** The ground nearer to each point than to any other, no further than a cell is wide (Voronoi cells, cut to a disc). */
export function ground(points: readonly XY[]): XY[][] {
  const reach = spacing(points) * 1.25;
  return points.map((own) => {
    let polygon: XY[] = Array.from({ length: SIDES }, (_, side) => {
      const angle = (side / SIDES) * 2 * Math.PI;
      return { x: own.x + reach * Math.cos(angle), y: own.y + reach * Math.sin(angle) };
    });
    for (const other of points) {
      const far = Math.hypot(other.x - own.x, other.y - own.y);
      if (other !== own && far > 0 && far < 2 * reach) polygon = cut(polygon, own, other);
    }
    return polygon;
  });
}

/** The point whose cell a place is in; undefined where that is no cell's. */
export function pointAt(points: readonly { place: { lon: number; lat: number } }[], at: LonLat, within: number): number | undefined {
  let best: { nth: number; far: number } | undefined;
  points.forEach((one, nth) => {
    const far = metres(placeOf(one), at);
    if (far <= within && (!best || far < best.far)) best = { nth, far };
  });
  return best?.nth;
}

/** How far a place may be from a point and still be in its cell, in metres. */
export function reachOf(points: readonly { place: { lon: number; lat: number } }[]): number {
  const [lon, lat] = points[0] ? placeOf(points[0]) : [0, 0];
  const flat = points.map((one) => {
    const [x, y] = placeOf(one);
    return { x: metres([lon, lat], [x, lat]) * Math.sign(x - lon), y: metres([lon, lat], [lon, y]) * Math.sign(y - lat) };
  });
  return spacing(flat) * 1.25;
}

/** The share of calls that each area has, with some points given to others. */
export function sharesOf(present: Present, cells: Record<string, string>): Map<string, number> {
  const { areas, points } = present.layout;
  const shares = new Map(areas.map((one) => [one.id, 0]));
  const all = points.reduce((sum, one) => sum + one.weight, 0) || 1;
  points.forEach((one, nth) => {
    const area = cells[nth] ?? one.area;
    shares.set(area, (shares.get(area) ?? 0) + one.weight / all);
  });
  return shares;
}

const distances = ({ layout }: Present, point: Point) =>
  layout.areas.map((area) => ({ area: area.id, far: metres(placeOf(point), placeOf({ place: area.waits_at })) })).sort((a, b) => a.far - b.far);

/** Each point to the area whose car waits nearest. */
export function nearestCells(present: Present): Record<string, string> {
  return Object.fromEntries(
    present.layout.points.flatMap((point, nth) => {
      const best = distances(present, point)[0];
      return best && best.area !== point.area ? [[nth, best.area]] : [];
    }),
  );
}

/** A point given to an area; nothing is said of one that is back where it was. */
export function give(present: Present, cells: Record<string, string>, nth: number, area: string): Record<string, string> {
  const { [String(nth)]: _, ...others } = cells;
  const point = present.layout.points[nth];
  return !point || point.area === area ? others : { ...others, [nth]: area };
}
