// How areas fit together as they are drawn: overlaps (重叠), gaps (空隙) and ground outside the town (出界), the same
// that the server finds. It checks one changed area at a time; where several change together, these are told.
//
// The plane is cut into level strips at every corner and every crossing, so that within a strip no edges cross:
// between two of them lies ground that is in the same areas all over. Pieces of strips that touch are one piece.
import type { Ring } from "./areaDraw";
import { type Flat, flat, unflat } from "./areaSize";
import type { LonLat } from "./gcj02";

export type Misfit = { kind: "overlap" | "hole" | "outside"; areas: readonly string[]; squareMetres: number; at: LonLat };

/** As on the server: what neighbours share or leave up to this size is the drawing's inexactness. */
const SLIVER_SQUARE_METRES = 100;
/** A tenth of a millimetre: thinner strips and slits are rounding. */
const THIN = 1e-4;
const FAR = 1e9;

type Edge = { owner: number; x0: number; y0: number; x1: number; y1: number };
/** Ground between two edges within a strip: left and right end of its lower and of its upper side. */
type Cell = { strip: number; low: readonly [number, number]; high: readonly [number, number]; size: number; at: Flat; endless: boolean };

const xAt = ({ x0, y0, x1, y1 }: Edge, y: number) => x0 + ((x1 - x0) * (y - y0)) / (y1 - y0);

function edgesOf(points: readonly Flat[], owner: number): Edge[] {
  return points.flatMap(([x, y], at) => {
    const [nextX, nextY] = points[(at + 1) % points.length] ?? [x, y];
    if (Math.abs(y - nextY) < THIN) return [];
    return y < nextY ? [{ owner, x0: x, y0: y, x1: nextX, y1: nextY }] : [{ owner, x0: nextX, y0: nextY, x1: x, y1: y }];
  });
}

/** At which height two edges cross, where they do. */
function crossingOf(a: Edge, b: Edge): number | undefined {
  const [low, high] = [Math.max(a.y0, b.y0), Math.min(a.y1, b.y1)];
  if (high - low < THIN || Math.max(a.x0, a.x1) < Math.min(b.x0, b.x1) || Math.max(b.x0, b.x1) < Math.min(a.x0, a.x1)) return undefined;
  const [below, above] = [xAt(a, low) - xAt(b, low), xAt(a, high) - xAt(b, high)];
  return below > 0 === above > 0 || Math.abs(below - above) < THIN ? undefined : low + ((high - low) * below) / (below - above);
}

function heights(edges: readonly Edge[]): number[] {
  const all = edges.flatMap(({ y0, y1 }) => [y0, y1]);
  edges.forEach((one, at) => {
    for (const other of edges.slice(at + 1)) {
      const y = crossingOf(one, other);
      if (y !== undefined) all.push(y);
    }
  });
  // A strip below and one above all ground are the open country.
  all.push(Math.min(...all) - 1, Math.max(...all) + 1);
  return all.sort((a, b) => a - b).filter((y, at, sorted) => at === 0 || y - (sorted[at - 1] ?? y) > THIN);
}

/** What is wrong with ground that lies in these areas. */
function faults(inside: ReadonlySet<number>, inTown: boolean | undefined): string[] {
  const ids = [...inside].sort((a, b) => a - b);
  const overlaps = ids.flatMap((one, at) => ids.slice(at + 1).map((other) => `overlap ${one} ${other}`));
  const outside = inTown === false ? ids.map((one) => `outside ${one}`) : [];
  return [...overlaps, ...outside, ...(ids.length === 0 && inTown !== false ? ["hole"] : [])];
}

function put<K, T>(groups: Map<K, T[]>, key: K, one: T): void {
  const group = groups.get(key);
  if (group) group.push(one);
  else groups.set(key, [one]);
}

/** All ground of the strips with something wrong, by what it is. */
function faulty(edges: readonly Edge[], hasTown: boolean): Map<string, Cell[]> {
  const found = new Map<string, Cell[]>();
  const ys = heights(edges);
  for (let strip = 0; strip + 1 < ys.length; strip += 1) {
    const [low, high] = [ys[strip] ?? 0, ys[strip + 1] ?? 0];
    const middle = (low + high) / 2;
    const active = edges.filter((edge) => edge.y0 <= middle && middle < edge.y1).sort((a, b) => xAt(a, middle) - xAt(b, middle));
    const inside = new Set<number>();
    let town = false;
    for (let at = -1; at < active.length; at += 1) {
      const [left, right] = [active[at], active[at + 1]];
      if (left?.owner === -1) town = !town;
      else if (left && !inside.delete(left.owner)) inside.add(left.owner);
      const sides = (y: number) => [left ? xAt(left, y) : -FAR, right ? xAt(right, y) : FAR] as const;
      const [from, to] = sides(middle);
      if (to - from < THIN * 10) continue;
      const cell: Cell = {
        strip, low: sides(low), high: sides(high), size: (to - from) * (high - low), at: [(from + to) / 2, middle], endless: !left || !right,
      };
      for (const fault of faults(inside, hasTown ? town : undefined)) put(found, fault, cell);
    }
  }
  return found;
}

const meets = ([a, b]: readonly [number, number], [c, d]: readonly [number, number]) => Math.min(b, d) - Math.max(a, c) > THIN * 10;
/** Beside each other in a strip, with no more than an edge between. */
const abuts = (one: Cell, other: Cell) => one.strip === other.strip && Math.abs(one.low[1] - other.low[0]) + Math.abs(one.high[1] - other.high[0]) < THIN * 20;

/** Cells that touch are one piece. */
function pieces(cells: readonly Cell[]): Cell[][] {
  const of = cells.map((_, at) => at);
  const root = (at: number): number => (of[at] === at ? at : root(of[at] ?? at));
  cells.forEach((one, at) => {
    for (let next = at + 1; next < cells.length; next += 1) {
      const other = cells[next];
      if (!other || other.strip > one.strip + 1) break;
      if (abuts(one, other) || (other.strip === one.strip + 1 && meets(one.high, other.low))) of[root(next)] = root(at);
    }
  });
  const groups = new Map<number, Cell[]>();
  cells.forEach((cell, at) => put(groups, root(at), cell));
  return [...groups.values()];
}

/** The largest first. Without the town's outline a gap is ground that areas surround. */
export function misfits(areas: readonly { id: string; ring: Ring }[], town: Ring): Misfit[] {
  const corners = [...areas.flatMap(({ ring }) => ring), ...town];
  if (corners.length === 0) return [];
  const around = corners.reduce((sum, [, lat]) => sum + lat, 0) / corners.length;
  const flatten = (ring: Ring) => ring.map((corner) => flat(corner, around));
  const edges = [...areas.flatMap(({ ring }, owner) => edgesOf(flatten(ring), owner)), ...edgesOf(flatten(town), -1)];
  const found = [...faulty(edges, town.length > 2)].flatMap(([fault, cells]) => {
    const [kind, ...owners] = fault.split(" ");
    return pieces(cells).flatMap((piece): Misfit[] => {
      const size = piece.reduce((sum, cell) => sum + cell.size, 0);
      if (size <= SLIVER_SQUARE_METRES || piece.some((cell) => cell.endless)) return [];
      const largest = piece.reduce((best, cell) => (cell.size > best.size ? cell : best));
      return [{
        kind: kind as Misfit["kind"], areas: owners.map((owner) => areas[Number(owner)]?.id ?? ""),
        squareMetres: Math.floor(size), at: unflat(largest.at, around),
      }];
    });
  });
  return found.sort((a, b) => b.squareMetres - a.squareMetres);
}
