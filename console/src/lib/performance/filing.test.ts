import { expect, test } from "vitest";
import type { Printed } from "../../api/form";
import { actsAt, cellOf, openable, problemsOf, textIn, unsaved, withTexts } from "./filing";

const printed = {
  sections: {
    background: ["one", "two"],
    problems: [{ problem: "问题1：a", detail: ["b"], measure: "建议1：c" }],
  },
  remarks: ["r"],
  rows: [{ id: "arrival", cause: "", remedy: "old" }],
} as unknown as Printed;

test("each field's text stands a paragraph a line", () => {
  expect(textIn(printed, "sections.background")).toBe("one\ntwo");
  expect(textIn(printed, "sections.problems")).toBe("问题1：a\nb\n建议1：c");
  expect(textIn(printed, "remarks")).toBe("r");
  expect(textIn(printed, "rows.arrival.remedy")).toBe("old");
  expect(textIn(printed, "nothing")).toBe("");
  expect(cellOf("rows.a.b.cause")).toEqual({ indicator: "a.b", cell: "cause" });
});

test("problems are read as the server reads them", () => {
  expect(problemsOf("问题1：a\nb\n建议1：c\n问题2：d")).toEqual([
    { problem: "问题1：a", detail: ["b"], measure: "建议1：c" },
    { problem: "问题2：d", detail: [], measure: "" },
  ]);
});

test("the preview shows what is typed and leaves the rest", () => {
  const news = withTexts(printed, { "sections.background": "x\n\ny", "rows.arrival.cause": "why" });
  expect(news.sections.background).toEqual(["x", "y"]);
  expect(news.rows[0]).toMatchObject({ cause: "why", remedy: "old" });
  expect(news.remarks).toEqual(["r"]);
  expect(printed.sections.background).toEqual(["one", "two"]);
});

test("what is typed as it is saved is not unsaved", () => {
  const typed = { a: { text: "x", base: "x" }, b: { text: "new", base: "old" } };
  expect(unsaved(typed, (field) => (field === "a" ? "x" : "old"))).toEqual({ b: "new" });
});

test("an edition follows a signed or an abandoned one, and corrects a signed one", () => {
  const known = [
    { tracking: "08", edition: 1, stage: "signed" },
    { tracking: "08", edition: 2, stage: "abandoned" },
    { tracking: "12", edition: 1, stage: "open" },
  ];
  expect(openable(["08", "12", "13"], known)).toEqual([
    { tracking: "08", edition: 3, corrects: true },
    { tracking: "13", edition: 1, corrects: false },
  ]);
});

test("who prepared it neither reviews nor signs", () => {
  const officer = { account: "p1", manages: true, signs: false };
  expect(actsAt("open", undefined, officer).acts).toEqual(["prepare", "abandon"]);
  expect(actsAt("prepared", "p1", officer)).toEqual({ acts: ["return", "abandon"], barred: true });
  expect(actsAt("prepared", "p2", officer)).toEqual({ acts: ["review", "return", "abandon"], barred: false });
  expect(actsAt("reviewed", "p1", { account: "l", manages: false, signs: true }).acts).toEqual(["sign", "return"]);
  expect(actsAt("signed", "p1", officer).acts).toEqual([]);
});
