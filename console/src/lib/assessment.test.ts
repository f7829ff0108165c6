import { expect, test } from "vitest";
import type { Line, VendorMonth } from "../api/assessments";
import { commandOf, compareFractions, fenOf, inOrder, percentOf, placeOfRecord, vendorCommandOf, yuan } from "./assessment";

test("fractions are compared exactly, beyond what a number holds", () => {
  expect(compareFractions("90071992547409931/3", "90071992547409932/3")).toBe(-1);
  expect(compareFractions("2/4", "1/2")).toBe(0);
  expect([compareFractions(null, "1/2"), compareFractions("0/1", null), compareFractions(null, undefined)]).toEqual([-1, 1, 0]);
  const lines = [{ member: "b", score: "8137/90" }, { member: "a", score: null }, { member: "c", score: "8138/90" }] as Line[];
  expect(inOrder(lines, "score").map((one) => one.member)).toEqual(["c", "b", "a"]);
  expect(inOrder(lines, "member").map((one) => one.member)).toEqual(["a", "b", "c"]);
});

test("money stays whole fen on the way in and out", () => {
  expect([yuan(28_183_333), yuan(5), yuan(-100_00), yuan(0)]).toEqual(["281,833.33", "0.05", "−100.00", "0.00"]);
  expect([fenOf("1,234.5"), fenOf("0.07"), fenOf("12"), fenOf("1.234"), fenOf("-1"), fenOf("")]).toEqual([123_450, 7, 1200, undefined, undefined, undefined]);
  for (const fen of [0, 1, 99, 100, 123_456_789]) expect(fenOf(yuan(fen))).toBe(fen);
});

test("per mille are told as per cent without rounding", () => {
  expect([percentOf(950), percentOf(975), percentOf(5)]).toEqual(["95%", "97.5%", "0.5%"]);
});

test("a record leads to where it is found", () => {
  expect(placeOfRecord({ stream: "incident/20261127-00001", record: "" })).toEqual({ page: "desk", incident: "20261127-00001" });
  expect(placeOfRecord({ stream: "training/law", record: "" })).toMatchObject({ page: "duty", path: ["trainings", "law"] });
  expect(placeOfRecord({ stream: "duty", record: "" })).toBeUndefined();
});

test("commands of a month", () => {
  const given = { reason: " r ", part: "arrival", numerator: "4", denominator: "5", incidents: "a, b", ruling: "corrected", note: "" };
  expect(commandOf("publish", given)).toEqual({ do: "publish" });
  expect(commandOf("appeal", { reason: "r" })).toEqual({ do: "appeal", reason: "r" });
  expect(commandOf("decide_appeal", { ...given, ruling: "upheld" }, 3)).toEqual({ do: "decide_appeal", appeal: 3, reason: "r", ruling: { ruling: "upheld" } });
  expect(commandOf("decide_appeal", given, 3)).toMatchObject({ ruling: { ruling: "corrected", numerator: 4, denominator: 5, incidents: ["a", "b"] } });
  expect(commandOf("decide_revision", { reason: "r", adopt: "no" })).toMatchObject({ adopt: false });
});

test("a vendor's deductions are lowered in fen, and no other word is taken for an amount", () => {
  const clauses = [{ clause: "arrival", number: "7.1" }, { clause: "crew", number: "7.3" }] as VendorMonth["clauses"];
  const given = { "reason": "r", "lower.arrival": "yes", "amount.arrival": "100.5", "why.arrival": "w", "amount.crew": "left over" };
  expect(vendorCommandOf("decide", given, clauses)).toEqual({
    command: { do: "decide", reason: "r", waived: [{ clause: "arrival", deduction: 10_050, reason: "w" }] }, wrong: [],
  });
  expect(vendorCommandOf("decide", { ...given, "amount.arrival": "much" }, clauses).wrong).toEqual(["7.1"]);
});
