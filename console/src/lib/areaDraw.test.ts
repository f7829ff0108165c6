import { expect, test } from "vitest";
import { closed, insert, midpoint, move, opened, remove, type Ring, type Rings, sameRing, sharers, shifted, snap, targetsOf } from "./areaDraw";
import { metres } from "./mapGeometry";
import { began, did, redone, type Steps, undone } from "./steps";

/** Two squares side by side, and one that lies over both. */
const left: Ring = [[121.3, 31.2], [121.31, 31.2], [121.31, 31.21], [121.3, 31.21]];
const right: Ring = [[121.31, 31.2], [121.32, 31.2], [121.32, 31.21], [121.31, 31.21]];
const over: Ring = [[121.3, 31.21], [121.31, 31.21], [121.32, 31.21], [121.32, 31.22], [121.3, 31.22]];
const rings: Rings = { left, right, over };
const there = [121.3123, 31.2034] as const;

/** Numbers that look random and are the same each time. */
function dice(seed: number) {
  let state = seed;
  return (under: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * under);
  };
}

test("an outline of the wire is opened and closed again", () => {
  const outline = [[1, 2], [3, 4], [5, 6], [1, 2]];
  expect(opened(outline)).toEqual([[1, 2], [3, 4], [5, 6]]);
  expect(closed(opened(outline))).toEqual(outline);
  expect(opened(outline.slice(0, 3))).toEqual(opened(outline));
});

test("a common corner moves together when that is wanted, and alone when not", () => {
  expect(sharers(rings, "left", 1)).toEqual(["right"]);
  expect(sharers(rings, "left", 2)).toEqual(["right", "over"]);
  const together = move(rings, "left", 1, there, true);
  expect([together.left?.[1], together.right?.[0]]).toEqual([there, there]);
  expect(together.over).toBe(over);
  const alone = move(rings, "left", 1, there, false);
  expect(alone.left?.[1]).toEqual(there);
  expect(alone.right).toBe(right);
});

test("corners that differ by a rounding are common all the same", () => {
  const drawn = { left, right: right.map(([lon, lat]) => [lon + 1e-6, lat - 1e-6] as const) };
  expect(move(drawn, "left", 1, there, true).right?.[0]).toEqual(there);
});

test("a corner put on the one beside it is one corner", () => {
  expect(move(rings, "left", 0, [121.31, 31.2], false).left).toEqual([[121.31, 31.2], [121.31, 31.21], [121.3, 31.21]]);
});

test("a corner on a common edge is the neighbour's too, and goes with it", () => {
  const place = midpoint(left, 1);
  expect(place).toEqual([121.31, 31.205]);
  const news = insert(rings, "left", 1, place, true);
  expect(news.left).toEqual([left[0], left[1], place, left[2], left[3]]);
  expect(news.right).toEqual([...right, place]);
  expect(news.over).toBe(over);
  expect(remove(news, "left", 2, true)).toEqual(rings);
  expect(insert(rings, "left", 1, place, false).right).toBe(right);
  // The edge between the last corner and the first.
  expect(insert(rings, "left", 3, [121.299, 31.205], true).left).toEqual([...left, [121.299, 31.205]]);
});

test("where three areas meet, the others keep their corner", () => {
  const news = remove(rings, "over", 1, true);
  expect(news?.over).toHaveLength(4);
  expect([news?.left, news?.right]).toEqual([left, right]);
});

test("three corners are the least", () => {
  const triangle = { a: left.slice(0, 3) };
  expect(remove(triangle, "a", 0, true)).toBeUndefined();
  expect(remove(rings, "left", 9, true)).toBeUndefined();
  expect(move(rings, "nowhere", 0, there, true)).toBe(rings);
});

test("whatever is done and undone, what was is there again; done again, it is what it became", () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const roll = dice(seed);
    let steps: Steps<Rings> = began(rings);
    const seen: Rings[] = [rings];
    for (let nth = 0; nth < 25; nth += 1) {
      const id = ["left", "right", "over"][roll(3)] ?? "left";
      const at = roll(steps.now[id]?.length ?? 1);
      const together = roll(2) === 1;
      const place = [121.3 + roll(200) / 10_000, 31.2 + roll(200) / 10_000] as const;
      const act = roll(3);
      const next = act === 0 ? move(steps.now, id, at, place, together) : act === 1 ? insert(steps.now, id, at, place, together) : (remove(steps.now, id, at, together) ?? steps.now);
      steps = did(steps, next);
      seen.push(next);
      for (const ring of Object.values(next)) expect(ring.length).toBeGreaterThanOrEqual(3);
    }
    for (const was of seen.slice(0, -1).toReversed()) expect((steps = undone(steps)).now).toBe(was);
    expect(undone(steps)).toBe(steps);
    for (const was of seen.slice(1)) expect((steps = redone(steps)).now).toBe(was);
    expect(redone(steps)).toBe(steps);
  }
  expect(rings.left).toEqual([[121.3, 31.2], [121.31, 31.2], [121.31, 31.21], [121.3, 31.21]]);
});

test("a common border stays common through every step that is done together", () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const roll = dice(seed);
    let now: Rings = { left, right };
    const common = () => now.left?.filter((one) => now.right?.some((other) => other[0] === one[0] && other[1] === one[1])).length ?? 0;
    const before = common();
    let more = 0;
    for (let nth = 0; nth < 20; nth += 1) {
      // The common edge is the right square's last: new corners on it are common.
      const at = now.left?.findIndex((one) => now.right?.some((other) => other[0] === one[0] && other[1] === one[1])) ?? 0;
      if (roll(2) === 0) {
        now = insert(now, "left", at, [121.31 + roll(1000) / 1e6, 31.2 + (nth + 1) / 1e4], true);
        more += 1;
      } else now = move(now, "left", at, [121.311 + roll(1000) / 1e6, 31.19 - nth / 1e4], true);
    }
    expect(common()).toBe(before + more);
  }
});

test("a step along with the one before is undone with it", () => {
  const steps = did(did(did(began(1), 2), 3, true), 4, true);
  expect(undone(steps)).toEqual({ past: [], now: 1, future: [4] });
  expect(did(undone(steps), 5)).toEqual({ past: [1], now: 5, future: [] });
});

test("a corner is drawn to a near corner, else to a near edge, else stays", () => {
  const targets = targetsOf(rings, "left", []);
  expect(snap([121.31003, 31.20002], targets, 10)).toEqual({ place: [121.31, 31.2], to: "corner" });
  const onEdge = snap([121.31003, 31.2044], targets, 10);
  expect(onEdge).toEqual({ place: [121.31, 31.2044], to: "edge" });
  // An edge may be nearer than the corner, which is meant all the same.
  expect(snap([121.31001, 31.20006], targets, 10)?.to).toBe("corner");
  expect(snap([121.305, 31.205], targets, 10)).toBeUndefined();
  // Its own border draws nothing.
  expect(snap([121.30002, 31.205], targets, 10)).toBeUndefined();
});

test("the town's outline draws too, and what moves along does not", () => {
  const outline: Ring = [[121.299, 31.199], [121.33, 31.199], [121.33, 31.23]];
  expect(snap([121.29901, 31.19901], targetsOf(rings, "left", outline), 10)).toEqual({ place: [121.299, 31.199], to: "corner" });
  const held = targetsOf(rings, "left", outline, [121.31, 31.2]);
  expect(snap([121.31003, 31.20002], held, 10)).toBeUndefined();
  expect(snap([121.315, 31.20001], held, 10)).toBeUndefined();
  expect(snap([121.31501, 31.21], held, 10)?.to).toBe("edge");
});

test("a step in metres is so many metres", () => {
  const from = [121.3, 31.2] as const;
  expect(metres(from, shifted(from, 20, 0))).toBeCloseTo(20, 0);
  expect(metres(from, shifted(from, 0, -100))).toBeCloseTo(100, 0);
  expect(sameRing(left, [...left])).toBe(true);
  expect(sameRing(left, right)).toBe(false);
});
