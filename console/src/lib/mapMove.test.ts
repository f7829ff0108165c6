import { expect, test } from "vitest";
import { Glides } from "./mapMove";

test("a car glides from where it is drawn, also when the next fix comes early", () => {
  const glides = new Glides(() => false);
  expect(glides.set("a", [0, 0], 0)).toBe(false);
  expect(glides.set("a", [0.009, 0], 1000)).toBe(true);
  expect(glides.at("a", 1450)?.[0]).toBeCloseTo(0.0045);
  expect(glides.moving(1450)).toBe(true);
  glides.set("a", [0.009, 0.002], 1450);
  expect(glides.at("a", 1450)?.[0]).toBeCloseTo(0.0045);
  expect(glides.at("a", 9000)).toEqual([0.009, 0.002]);
  expect(glides.moving(9000)).toBe(false);
});

test("who wants no motion, and a car that turns up elsewhere, jump", () => {
  const still = new Glides(() => true);
  still.set("a", [0, 0], 0);
  expect(still.set("a", [0.001, 0], 10)).toBe(false);
  expect(still.at("a", 10)).toEqual([0.001, 0]);
  const far = new Glides(() => false);
  far.set("a", [0, 0], 0);
  expect(far.set("a", [0.1, 0], 10)).toBe(false);
});

test("what is shown no longer is forgotten", () => {
  const glides = new Glides(() => false);
  glides.set("a", [0, 0], 0);
  glides.keep(new Set());
  expect(glides.at("a", 0)).toBeUndefined();
});
