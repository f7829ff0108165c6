import { expect, test } from "vitest";
import { blanks, fieldAt, linesOf, type Spec } from "./spec";

const specs: Spec[] = [
  { name: "id", label: "", kind: "text", required: true },
  { name: "amount", label: "", kind: "number", required: true },
  { name: "words", label: "", kind: "words", required: true },
  { name: "note", label: "", kind: "text" },
];

test("what is needed and missing is named, and what is no number", () => {
  expect(blanks(specs, {})).toEqual(["id", "amount", "words"]);
  expect(blanks(specs, { id: " ", amount: "1.5", words: [] })).toEqual(["id", "amount", "words"]);
  expect(blanks(specs, { id: "a", amount: "-3", words: ["x"] })).toEqual([]);
});

test("a refusal finds its field by the last name that the form has", () => {
  expect(fieldAt("entries[0].amount", specs)).toBe("amount");
  expect(fieldAt("note", specs)).toBe("note");
  expect(fieldAt("contract", specs)).toBeUndefined();
  expect(fieldAt(null, specs)).toBeUndefined();
});

test("lines are taken without empty ones", () => {
  expect(linesOf({ a: " x\n\n y \n" }, "a")).toEqual(["x", "y"]);
});
