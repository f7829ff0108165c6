import { expect, test } from "vitest";
import type { Contract, Entry } from "../../api/performance.types";
import { entryOf, freeId, inForce, linesRead, reversedBy, totalOf } from "./ledger";

const entries: Entry[] = [
  { id: "payment-2024-06-30", day: "2024-06-30", kind: "payment", amount: 100, note: "n" },
  { id: "back", day: "2024-07-01", kind: "reversal", amount: 100, note: "n", reverses: "payment-2024-06-30" },
];

test("an identifier is free", () => {
  expect(freeId("payment", "2024-06-30", entries)).toBe("payment-2024-06-30-2");
  expect(freeId("pre_appraisal", "2024-06-30", [])).toBe("pre-appraisal-2024-06-30");
});

test("an entry is read in fen, and only with what its kind may name", () => {
  expect(entryOf({ kind: "initial", day: "2024-01-01", amount: "1,800", note: "a", contract: "c" }, [])).toEqual({
    id: "initial-2024-01-01", day: "2024-01-01", kind: "initial", amount: 180_000, note: "a",
  });
  expect(entryOf({ kind: "adjustment", day: "2024-01-01", amount: "-5", note: "a" }, [])?.amount).toBe(-500);
  expect(entryOf({ kind: "payment", day: "2024-01-01", amount: "x", note: "a" }, [])).toBeUndefined();
  expect(entryOf({ kind: "payment", day: "2024-01-01", amount: "1", note: "a", contract: "c" }, [])?.contract).toBe("c");
});

test("a reversal takes the amount of what it takes back", () => {
  const values = { kind: "reversal", day: "2024-07-01", reverses: "payment-2024-06-30", note: "twice", amount: "" };
  expect(entryOf(values, entries)).toMatchObject({ amount: 100, reverses: "payment-2024-06-30" });
  expect(reversedBy(entries).get("payment-2024-06-30")).toBe("back");
});

test("the last version of a contract is in force, and its lines make its total", () => {
  const contracts = [{ id: "a", version: 1 }, { id: "b", version: 1 }, { id: "a", version: 2 }] as Contract[];
  expect(inForce(contracts).map((one) => [one.id, one.version])).toEqual([["a", 2], ["b", 1]]);
  const typed = { id: "l", name: "n", quantity: "40", unit: "u", price: "74800", per: "year", times: "" };
  const lines = linesRead([typed]);
  expect(lines && totalOf(lines)).toBe(299_200_000);
  expect(linesRead([{ ...typed, quantity: "0.5" }])).toBeUndefined();
});
