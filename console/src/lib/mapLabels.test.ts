import { expect, test } from "vitest";
import { fitting } from "./mapLabels";

test("of two names that lie over each other the more important one stays", () => {
  const label = (x: number, rank: number) => ({ x, y: 0, width: 10, height: 4, rank });
  expect([...fitting([label(0, 2), label(5, 1), label(20, 3)])].sort()).toEqual([1, 2]);
  expect([...fitting([label(0, 2), label(20, 3)], [label(1, 0)])]).toEqual([1]);
});
