import { expect, test } from "vitest";
import type { FieldReading, FormFinding, Quotation } from "../api/types";
import {
  EVERYTHING, families, fieldAnchor, familyOf, findingsByField, known, passes, reworded, rowOf, ruleNumber, severityOf, toggled,
} from "./check";

const line = (number: number, from: number, text: string): Quotation => ({
  at: "", line: number, from, to: from + text.length - 1, text, sheet: null, cell: null,
});
const cell = (name: string, text: string): Quotation => ({ at: "", sheet: "Form", cell: name, text, line: null, from: null, to: null });

function finding(rule: string, severity: string, first: Quotation[], second: Quotation[] = []): FormFinding {
  return {
    rule, severity, family: `family ${familyOf(rule)}`, title: "", title_en: "", message: "", message_en: "", first, second,
    arithmetic: null, resolve: "", resolve_en: "",
  };
}

const reading = (field: string, quotes: Quotation[], value: string | null = null): FieldReading => ({
  field, name: field, is: value === null ? "blank" : "value", value, quotes,
});

const readings = [
  reading("initial", [line(27, 1, "1800000")], "1800000.00"),
  reading("paid", [line(32, 1, "0.00%")]),
  reading("rows.1.name", [line(50, 1, "Price")], "Price"),
  reading("rows.1.due", [line(50, 10, "100%")], "100%"),
];

const findings = [
  finding("R-1001", "note", [line(99, 1, "text")]),
  finding("R-201", "error", [line(27, 3, "00")], [line(32, 1, "0.00%")]),
  finding("R-102", "warning", [line(50, 12, "0%")]),
  finding("R-101", "error", [line(32, 5, "%")]),
];

const all = known(findings, readings);

test("the gravest come first, then the rules' own order", () => {
  expect(all.map((one) => one.finding.rule)).toEqual(["R-101", "R-201", "R-102", "R-1001"]);
  // What it is known by does not change with the order.
  expect(all.map((one) => one.id)).toEqual(["finding-4", "finding-2", "finding-3", "finding-1"]);
});

test("a severity of tomorrow is a note", () => {
  expect(severityOf("error")).toBe("error");
  expect(severityOf("of_tomorrow")).toBe("note");
});

test("families follow from the rules' numbers", () => {
  expect(["R-001", "R-101", "R-910", "R-1010"].map(familyOf)).toEqual(["0", "1", "9", "10"]);
  expect(ruleNumber("R-1010")).toBe(1010);
  expect(families(all)).toEqual([
    { family: "1", name: "family 1", count: 2 },
    { family: "2", name: "family 2", count: 1 },
    { family: "10", name: "family 10", count: 1 },
  ]);
});

test("a finding leads to the fields whose places it quotes from, and back", () => {
  expect(all.map((one) => one.fields)).toEqual([["paid"], ["initial", "paid"], ["rows.1.due"], []]);
  const by = findingsByField(all);
  expect(by.get("paid")?.map((one) => one.finding.rule)).toEqual(["R-101", "R-201"]);
  expect(by.get("rows.1.name")).toBeUndefined();
});

test("fields of one paragraph are told apart by what is quoted", () => {
  const paragraph = [reading("budget", [cell("A16", "likely")], "likely"), reading("goal", [cell("A16", "certain")], "certain")];
  const [one] = known([finding("R-801", "error", [cell("A16", "certain")])], paragraph);
  expect(one?.fields).toEqual(["goal"]);
  const [other] = known([finding("R-801", "error", [cell("B16", "certain")])], paragraph);
  expect(other?.fields).toEqual([]);
});

test("filters are by severity and family; the last severity stays", () => {
  const shown = (filter: typeof EVERYTHING) => all.filter((one) => passes(one, filter)).map((one) => one.finding.rule);
  expect(shown(EVERYTHING)).toHaveLength(4);
  expect(shown({ ...EVERYTHING, family: "1" })).toEqual(["R-101", "R-102"]);
  const errors = toggled(toggled(EVERYTHING, "warning"), "note");
  expect(shown(errors)).toEqual(["R-101", "R-201"]);
  expect(toggled(errors, "error")).toBe(errors);
  expect(shown(toggled(errors, "note"))).toEqual(["R-101", "R-201", "R-1001"]);
});

test("a cell of the table is known by its row", () => {
  expect(rowOf("rows.1.due", readings)).toEqual({ number: "1", name: "Price" });
  expect(rowOf("rows.2.due", readings)).toEqual({ number: "2", name: "" });
  expect(rowOf("initial", readings)).toBeUndefined();
  expect(fieldAnchor("rows.1.due")).toBe("field-rows-1-due");
});

test("places are said in other words, once each", () => {
  expect(reworded("p3 t1", [[/p(\d)/, "page $1,"], [/t(\d)/, "table $1"]])).toBe("page 3, table 1");
});
