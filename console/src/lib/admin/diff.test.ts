import { expect, test } from "vitest";
import { changes } from "./diff";

test("values that differ are named by their path", () => {
  const before = { version: 1, arrive: { seconds: 900, warn: 300 }, coverage: "always" };
  const after = { version: 2, arrive: { seconds: 600, warn: 300 }, coverage: { weekly: [] } };
  expect(changes(before, after)).toEqual([
    { path: "version", before: "1", after: "2" },
    { path: "arrive.seconds", before: "900", after: "600" },
    { path: "coverage", before: "always", after: '{"weekly":[]}' },
  ]);
});

test("of words what came and what went is told", () => {
  expect(changes([{ words: ["a", "b"] }], [{ words: ["b", "c"] }], "safety")).toEqual([{ path: "safety[0].words", before: "a", after: "c" }]);
});

test("an order that changed is a change, and what is the same is none", () => {
  expect(changes({ o: ["a", "b"] }, { o: ["b", "a"] })).toHaveLength(1);
  expect(changes({ a: [1] }, { a: [1] })).toEqual([]);
});
