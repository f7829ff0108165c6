import { expect, test } from "vitest";
import type { AreaVersion } from "../api/admin";
import { type Ring, type Rings, insert, move } from "./areaDraw";
import { effects, holding, moving, placesOf } from "./areaEffect";
import { misfits } from "./areaFit";
import { contains, crossing, squareMetres } from "./areaSize";
import { incident } from "./made.test-data";

/** A square of a hundredth of a degree, from its south-western corner. */
const square = (lon: number, lat: number, wide = 0.01, high = 0.01): Ring => [[lon, lat], [lon + wide, lat], [lon + wide, lat + high], [lon, lat + high]];
const SIZE = squareMetres(square(121.3, 31.2));
const areas = (rings: Rings) => Object.entries(rings).map(([id, ring]) => ({ id, ring }));
const told = (rings: Rings, town: Ring = []) => misfits(areas(rings), town).map(({ kind, areas: of }) => [kind, ...of]);

test("a hundredth of a degree square is a good square kilometre here", () => {
  expect(SIZE / 1e6).toBeCloseTo(1.112 * 1.112 * Math.cos((31.205 * Math.PI) / 180), 2);
  expect(squareMetres([...square(121.3, 31.2)].reverse())).toBeCloseTo(SIZE, 3);
});

test("a ring that crosses or touches itself is found, a good one is not", () => {
  expect(crossing(square(121.3, 31.2))).toBeUndefined();
  expect(crossing([[0, 0], [2, 2], [2, 0], [0, 2]])).toEqual([1, 1]);
  // A spike, and a corner on an edge.
  expect(crossing([[0, 0], [2, 0], [1, 0], [1, 2]])).toBeDefined();
  expect(crossing([[0, 0], [4, 0], [4, 4], [2, 0], [0, 4]])).toEqual([2, 0]);
  expect(crossing([[0, 0], [1, 1], [2, 0], [2, 2], [0, 2]])).toBeUndefined();
});

test("neighbours with a common border fit, also where one has a corner more", () => {
  const pair = { a: square(121.3, 31.2), b: square(121.31, 31.2) };
  const town = square(121.3, 31.2, 0.02);
  expect(told(pair, town)).toEqual([]);
  expect(told(insert(pair, "a", 1, [121.31, 31.2043], false), town)).toEqual([]);
  expect(told(move(insert(pair, "a", 1, [121.31, 31.2043], true), "a", 2, [121.3131, 31.2066], true), town)).toEqual([]);
});

test("an overlap, a gap and ground outside are found with their size and a place within", () => {
  const town = square(121.3, 31.2, 0.02);
  const pair = { a: square(121.3, 31.2), b: square(121.31, 31.2) };
  const [overlap] = misfits(areas(move(pair, "a", 1, [121.315, 31.2], false)), town);
  expect(overlap).toMatchObject({ kind: "overlap", areas: ["a", "b"] });
  expect((overlap?.squareMetres ?? 0) / SIZE).toBeCloseTo(0.25, 3);
  expect(contains(pair.b, overlap?.at ?? [0, 0])).toBe(true);
  const [gap] = misfits(areas(move(pair, "a", 1, [121.305, 31.2], false)), town);
  expect(gap).toMatchObject({ kind: "hole", areas: [] });
  expect((gap?.squareMetres ?? 0) / SIZE).toBeCloseTo(0.25, 3);
  const [outside] = misfits(areas(move(pair, "b", 1, [121.33, 31.2], false)), town);
  expect(outside).toMatchObject({ kind: "outside", areas: ["b"] });
  expect((outside?.squareMetres ?? 0) / SIZE).toBeCloseTo(0.5, 3);
});

test("pieces apart are told apart, the largest first", () => {
  const town = square(121.3, 31.2, 0.03);
  const found = misfits(areas({ a: square(121.3, 31.2, 0.005), b: square(121.31, 31.2, 0.005) }), town);
  expect(found.map((one) => one.kind)).toEqual(["hole", "hole"]);
  expect((found[0]?.squareMetres ?? 0) / SIZE).toBeCloseTo(1.5, 3);
  expect((found[1]?.squareMetres ?? 0) / SIZE).toBeCloseTo(0.5, 3);
});

test("one gap is one, however many corners lie about it", () => {
  const comb: Ring = [[121.3, 31.2], [121.33, 31.2], [121.33, 31.21], [121.325, 31.203], [121.32, 31.209], [121.315, 31.204], [121.31, 31.208], [121.3, 31.21]];
  expect(told({ comb }, square(121.3, 31.2, 0.03))).toEqual([["hole"]]);
});

test("without the town's outline a gap is what areas surround", () => {
  const ring = { south: square(121.3, 31.2, 0.03), north: square(121.3, 31.22, 0.03), west: square(121.3, 31.21), east: square(121.32, 31.21) };
  expect(told(ring)).toEqual([["hole"]]);
  const { east, ...open } = ring;
  expect(east).toHaveLength(4);
  expect(told(open)).toEqual([]);
});

test("a sliver of a few square metres is no quarrel", () => {
  expect(told({ a: square(121.3, 31.2), b: square(121.310000_5, 31.2) }, square(121.3, 31.2, 0.020000_5))).toEqual([]);
  expect(told({ a: square(121.3, 31.2), b: square(121.310002, 31.2) }, square(121.3, 31.2, 0.020002))).toEqual([["hole"]]);
  expect(misfits([], [])).toEqual([]);
});

test("the version that holds is the last begun, unless it has ended", () => {
  const version = (id: string, from: string | null, until: string | null = null) => ({ id, from, until, name: id, outline: [], holds: true, station: { code: "s", name: "S" } }) as AreaVersion;
  const all = [version("a", null), version("a", "2026-05-01"), version("a", "2027-01-01"), version("b", null, "2026-06-30")];
  expect([...holding(all, "2026-06-30").values()].map((one) => [one.id, one.from])).toEqual([["a", "2026-05-01"], ["b", null]]);
  expect([...holding(all, "2027-01-01").values()].map((one) => [one.id, one.from])).toEqual([["a", "2027-01-01"]]);
  expect([...holding(all, "2026-01-01").values()].map((one) => [one.id, one.from])).toEqual([["a", null], ["b", null]]);
});

test("calls with a place are counted before and after, and those that change are shown", () => {
  const located = { place: { lon: 121.3125, lat: 31.2012 } } as NonNullable<ReturnType<typeof incident>["located"]>;
  const places = placesOf([incident(), incident({ place: { lon: 121.302, lat: 31.205 } }), incident({ located })]);
  expect(places).toHaveLength(2);
  const before = { a: square(121.3, 31.2), b: square(121.31, 31.2) };
  const after = move(before, "a", 1, [121.316, 31.2], true);
  const found = effects(before, after, ["a", "b"], places);
  expect(found.map((one) => [one.before?.calls, one.after.calls])).toEqual([[1, 2], [1, 0]]);
  expect(found[0]?.after.squareMetres).toBeGreaterThan(SIZE);
  expect(moving(before, after, ["a", "b"], places)).toEqual([[121.3125, 31.2012]]);
  expect(effects({}, { new: square(121.3, 31.2) }, ["new"], places)[0]).toMatchObject({ before: undefined, after: { calls: 1 } });
});
