import { expect, test } from "vitest";
import { clock, incident, unit } from "./made.test-data";
import { counts, step, visible, type Wanted } from "./queue";

const wanted: Wanted = { selection: "open", words: "", phase: undefined, order: "urgent" };
const danger = { hazard: "fire" as const, hazard_name: "fire", word: "smoke" };

const all = [
  incident({ id: "20240831-00001", phase: "closed" }),
  incident({ id: "20240831-00002", phase: "assigned", clocks: [clock({ due_at: "2024-08-31T09:00:00Z" })], units: [unit("u1")] }),
  incident({ id: "20240831-00003", phase: "arrived", clocks: [clock({ due_at: "2024-08-31T08:30:00Z" })] }),
  incident({ id: "20240831-00004", phase: "received", text: "Loud MUSIC" }),
  incident({ id: "20240831-00005", phase: "classified" }),
  incident({ id: "20240831-00006", phase: "received", hazards: [danger] }),
  incident({ id: "20240831-00007", phase: "disposed" }),
];
const ids = (part: Partial<Wanted>) => visible(all, { ...wanted, ...part }).map((one) => Number(one.id.slice(-2)));

test("dangers first, then what waits in the room by age, then limits by what is due first", () => {
  expect(ids({})).toEqual([6, 4, 5, 3, 2, 7]);
  expect(ids({ selection: "all" }).at(-1)).toBe(1);
  expect(ids({ order: "newest" })).toEqual([7, 6, 5, 4, 3, 2]);
});

test("filters: which, phase and every word", () => {
  expect(ids({ selection: "over" })).toEqual([1]);
  expect(ids({ phase: "received" })).toEqual([6, 4]);
  expect(ids({ words: "music 00004" })).toEqual([4]);
  expect(ids({ words: "music 00005" })).toEqual([]);
  expect(ids({ words: "car u1" })).toEqual([2]);
});

test("counts by phase, in the line's order", () => {
  const order = ["received", "classified", "assigned", "arrived", "disposed", "closed"];
  expect(counts(all, "open", order)).toEqual([["received", 2], ["classified", 1], ["assigned", 1], ["arrived", 1], ["disposed", 1]]);
  expect(counts(all, "over", order)).toEqual([["closed", 1]]);
});

test("the arrows stop at both ends and begin at the top", () => {
  expect(step(["a", "b"], undefined, 1)).toBe("a");
  expect(step(["a", "b"], "a", 1)).toBe("b");
  expect(step(["a", "b"], "b", 1)).toBe("b");
  expect(step(["a", "b"], "a", -1)).toBe("a");
  expect(step(["a", "b"], "gone", 1)).toBe("a");
  expect(step([], undefined, 1)).toBeUndefined();
});
