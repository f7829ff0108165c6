// Drawing the outlines of areas: pure steps on rings, in which neighbours keep a common border where it is wanted.
import type { LonLat } from "./gcj02";
import { metres } from "./mapGeometry";

/** An outline without the closing point: the last corner is joined to the first. */
export type Ring = readonly LonLat[];
/** Outlines by area. */
export type Rings = Readonly<Record<string, Ring>>;

/** Nearer than this two corners are one: neighbours that were drawn apart may differ by a rounding. */
const SAME_METRES = 0.5;
/** Fewer corners bound no ground. */
export const LEAST = 3;

export const same = (a: LonLat, b: LonLat) => metres(a, b) < SAME_METRES;

/** Six decimals: a tenth of a metre. */
export const rounded = ([lon, lat]: LonLat): LonLat => [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];

const equal = (a: LonLat | undefined, b: LonLat | undefined) => a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];

export const sameRing = (a: Ring | undefined, b: Ring | undefined) =>
  a !== undefined && b !== undefined && a.length === b.length && a.every((corner, at) => equal(corner, b[at]));

/** The wire's outline, whose last corner is its first, as a ring. */
export function opened(outline: readonly (readonly number[])[]): Ring {
  const ring = outline.flatMap(([lon, lat]): LonLat[] => (lon === undefined || lat === undefined ? [] : [[lon, lat]]));
  return ring.length > 1 && equal(ring[0], ring.at(-1)) ? ring.slice(0, -1) : ring;
}

export const closed = (ring: Ring): number[][] => [...ring, ...ring.slice(0, 1)].map(([lon, lat]) => [lon, lat]);

/** The corner after or before another one, around the ring. */
export const cornerAt = (ring: Ring, at: number): LonLat | undefined => ring[((at % ring.length) + ring.length) % ring.length];

export function midpoint(ring: Ring, at: number): LonLat {
  const [a, b] = [cornerAt(ring, at) ?? [0, 0], cornerAt(ring, at + 1) ?? [0, 0]];
  return rounded([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]);
}

/** Metres to the east and to the north. */
export function shifted([lon, lat]: LonLat, east: number, north: number): LonLat {
  const degree = 111_320;
  return rounded([lon + east / (degree * Math.cos((lat * Math.PI) / 180)), lat + north / degree]);
}

/** Other areas that have this corner too. */
export function sharers(rings: Rings, id: string, at: number): string[] {
  const corner = rings[id]?.[at];
  if (!corner) return [];
  return Object.keys(rings).filter((other) => other !== id && rings[other]?.some((one) => same(one, corner)));
}

/** A corner that was put on the one beside it is the same corner. */
function tidy(ring: Ring): Ring {
  const kept = ring.filter((corner, at) => !equal(corner, cornerAt(ring, at + 1)));
  return kept.length >= LEAST && kept.length < ring.length ? kept : ring;
}

/** Puts a corner elsewhere; `together`: that of the neighbours at the same place along with it. */
export function move(rings: Rings, id: string, at: number, to: LonLat, together: boolean): Rings {
  const from = rings[id]?.[at];
  if (!from) return rings;
  const news: Record<string, Ring> = { ...rings };
  for (const [key, ring] of Object.entries(rings)) {
    if (key === id) news[key] = tidy(ring.map((corner, nth) => (nth === at ? to : corner)));
    else if (together && ring.some((corner) => same(corner, from))) news[key] = tidy(ring.map((corner) => (same(corner, from) ? to : corner)));
  }
  return news;
}

/** Puts a new corner on the edge after `at`; `together`: on the neighbour's same edge too, so that it stays common. */
export function insert(rings: Rings, id: string, at: number, place: LonLat, together: boolean): Rings {
  const ring = rings[id];
  const [a, b] = ring ? [cornerAt(ring, at), cornerAt(ring, at + 1)] : [];
  if (!ring || !a || !b) return rings;
  const news: Record<string, Ring> = { ...rings, [id]: [...ring.slice(0, at + 1), place, ...ring.slice(at + 1)] };
  if (!together) return news;
  for (const [key, other] of Object.entries(rings)) {
    const edge = key === id ? -1 : edgeOf(other, a, b);
    if (edge >= 0) news[key] = [...other.slice(0, edge + 1), place, ...other.slice(edge + 1)];
  }
  return news;
}

/** Which edge leads from one of two places to the other; -1 where none does. */
const edgeOf = (ring: Ring, a: LonLat, b: LonLat) =>
  ring.findIndex((corner, at) => {
    const next = cornerAt(ring, at + 1);
    return next !== undefined && ((same(corner, a) && same(next, b)) || (same(corner, b) && same(next, a)));
  });

/**
 * Takes a corner away; undefined where an area would have too few left. `together`: that of a neighbour too, but
 * only within a common border. Where three areas meet, the others keep their corner.
 */
export function remove(rings: Rings, id: string, at: number, together: boolean): Rings | undefined {
  const ring = rings[id];
  const corner = ring?.[at];
  if (!ring || !corner || ring.length <= LEAST) return undefined;
  const without = (one: Ring, nth: number) => one.filter((_, index) => index !== nth);
  const news: Record<string, Ring> = { ...rings, [id]: without(ring, at) };
  const beside = [cornerAt(ring, at - 1), cornerAt(ring, at + 1)];
  for (const [key, other] of Object.entries(rings)) {
    const nth = !together || key === id ? -1 : other.findIndex((one) => same(one, corner));
    if (nth < 0 || other.length <= LEAST) continue;
    const theirs = [cornerAt(other, nth - 1), cornerAt(other, nth + 1)];
    const common = beside.every((one) => one && theirs.some((two) => two && same(one, two)));
    if (common) news[key] = without(other, nth);
  }
  return news;
}

/** What a corner is drawn to: corners and edges of other areas and of the town. */
export type Targets = { corners: readonly LonLat[]; edges: readonly (readonly [LonLat, LonLat])[] };
export type Snapped = { place: LonLat; to: "corner" | "edge" };

/** `held`: a place whose corners move along, and so are nothing to be drawn to; nor are the edges at them. */
export function targetsOf(rings: Rings, id: string, outline: Ring, held?: LonLat): Targets {
  const corners: LonLat[] = [];
  const edges: [LonLat, LonLat][] = [];
  const add = (ring: Ring, moves: (corner: LonLat) => boolean) =>
    ring.forEach((corner, at) => {
      const next = cornerAt(ring, at + 1);
      if (moves(corner)) return;
      corners.push(corner);
      if (next && !moves(next)) edges.push([corner, next]);
    });
  for (const [key, ring] of Object.entries(rings)) if (key !== id) add(ring, (corner) => held !== undefined && same(corner, held));
  add(outline, () => false);
  return { corners, edges };
}

/** The nearest corner within so many metres, or else the nearest place of an edge. */
export function snap(place: LonLat, { corners, edges }: Targets, within: number): Snapped | undefined {
  const corner = nearest(place, corners);
  if (corner && metres(corner, place) <= within) return { place: corner, to: "corner" };
  const foot = nearest(place, edges.map(([a, b]) => footOn(place, a, b)));
  return foot && metres(foot, place) <= within ? { place: rounded(foot), to: "edge" } : undefined;
}

function nearest(place: LonLat, all: readonly LonLat[]): LonLat | undefined {
  return all.reduce<LonLat | undefined>((best, one) => (best && metres(best, place) <= metres(one, place) ? best : one), undefined);
}

/** The place of an edge that is nearest. */
function footOn([lon, lat]: LonLat, a: LonLat, b: LonLat): LonLat {
  const narrow = Math.cos((lat * Math.PI) / 180);
  const [dx, dy] = [(b[0] - a[0]) * narrow, b[1] - a[1]];
  const length = dx * dx + dy * dy;
  const share = length > 0 ? Math.min(1, Math.max(0, ((lon - a[0]) * narrow * dx + (lat - a[1]) * dy) / length)) : 0;
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
}
