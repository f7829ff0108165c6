// On a real report: what the server answered for a week of a simulated town.
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { Report, ReportView } from "../../api/types";
import { nameOf, type Language, translate } from "../../i18n/translate";
import { type ChartOf, charts, line, signals } from "./charts";
import { inChinese, inWords, runs, testsFound } from "./findings";
import { tables } from "./tables";
import { reportWords } from "./words";
import { byMonth, yearCharts, yearsOf, yearTable } from "./year";

const file = path.join(import.meta.dirname, "../../../e2e/fixtures/weekly-2024-W28.json");
const view = JSON.parse(readFileSync(file, "utf8")) as ReportView;
const { report } = view;

const words = (language: Language) =>
  reportWords({
    language,
    t: (key, values) => translate(language, key, values),
    name: (group, code, given) => nameOf(language, undefined, group, code, given),
  });
const en = words("en");

const changed = (change: (copy: Report) => void): Report => {
  const copy = structuredClone(report);
  change(copy);
  return copy;
};
const chart = (of: Report, id: string): ChartOf | undefined => charts(of, en).find((one) => one.id === id);

test("the tables are those of the printed report, in its order", () => {
  const titles = tables(report, words("zh-CN")).map((one) => one.title);
  expect(titles).toEqual(
    ["changes", "categories", "areas", "clocks", "breaches", "reasons", "repeats", "ages", "departments", "follow_ups", "members", "tests"]
      .map((id) => translate("zh-CN", `table.${id}` as "table.changes")),
  );
  for (const one of tables(report, en)) {
    for (const row of one.rows) expect(row, one.id).toHaveLength(one.heads.length);
  }
});

test("every chart has its data as rows", () => {
  const all = charts(report, en);
  expect(all.map((one) => one.id)).toEqual(["hours", "weekdays", "categories", "grades", "kept", "areas", "ages", "control"]);
  for (const { data, id } of all) expect(data.rows.length, id).toBeGreaterThan(0);
  expect(chart(report, "hours")?.data.rows).toHaveLength(24);
  expect(chart(changed((copy) => (copy.kind = "daily")), "weekdays")).toBeUndefined();
});

test("a share is drawn within its interval, and one over zero not at all", () => {
  const of = chart(report, "kept")?.shows;
  if (of?.kind !== "lines") throw new Error("no lines");
  for (const { at } of of.lines) {
    if (!at) throw new Error("no data");
    expect(at.low).toBeLessThan(at.value);
    expect(at.value).toBeLessThan(at.high);
    expect(of.from).toBeLessThanOrEqual(at.low);
  }
  expect(line("x", { numerator: 0, denominator: 0, interval: null }, en)).toEqual({ name: "x", at: undefined, text: "no data" });
});

test("the control chart has limits, and a sign and words at each signal", () => {
  const control = chart(report, "control")?.shows;
  if (control?.kind !== "control") throw new Error("no control chart");
  expect(control.points).toHaveLength(35);
  expect(control.points.filter((one) => one.own)).toHaveLength(7);
  expect(control.points.filter((one) => one.signs)).toEqual([{ label: "07-14", count: 138, own: true, signs: "\u2191" }]);
  expect(control.limits?.upper).toBeGreaterThan(control.limits?.centre ?? Number.POSITIVE_INFINITY);
  expect(signals(report, en)).toEqual(["2024-07-14: 138 calls, \u2191 above the upper limit (rule 1)"]);
});

test("without limits nothing is judged, and it says why", () => {
  const small = changed((copy) => (copy.chart.limits = null));
  expect(chart(small, "control")?.notes[0]).toBe(translate("en", "chart.no_limits"));
  const control = chart(small, "control")?.shows;
  expect(control?.kind === "control" && control.limits).toBeUndefined();
});

test("Chinese findings are the server's own, each with what it rests on", () => {
  const told = inChinese(view);
  expect(told.map((one) => one.text)).toEqual(view.findings);
  const [first] = testsFound(report);
  expect(told[0]?.test).toBe(first);
  expect(report.tests[first ?? -1]?.question.about).toBe("categories");
  expect(told[1]).toEqual({ text: view.findings[1], chart: true });
});

test("English findings tell the same values", () => {
  expect(inWords(report, en).map((one) => one.text)).toEqual([
    "The make-up by category differs from the four weeks before (701 and 2633 calls); Cram\u00e9r's V 0.09 (0.05 to 0.12).",
    "2024-07-14 (138): above the upper limit of 136.5, beyond daily variation (control chart, rule 1).",
  ]);
  const none = changed((copy) => {
    copy.findings.all = [];
    for (const one of copy.chart.days) one.signals = [];
  });
  expect(inWords(none, en)).toEqual([{ text: translate("en", "report.no_finding") }]);
  expect(inWords(changed((copy) => (copy.findings.none_possible = true)), en)).toEqual([{ text: translate("en", "report.too_small") }]);
});

test("what is too small has the reason and no figure", () => {
  const rows = tables(report, en).find((one) => one.id === "tests")?.rows ?? [];
  const at = report.tests.findIndex((one) => one.outcome.came_to === "too_small");
  expect(rows[at]?.slice(3)).toEqual(["\u2014", "\u2014", "\u2014", "\u2014", "\u2014", translate("en", "small.no_records")]);
});

test("days in a row make runs", () => {
  const day = (text: string) => ({ day: text, count: 1, signals: [] });
  const found = runs([day("2024-02-28"), day("2024-02-29"), day("2024-03-01"), day("2024-03-03")]);
  expect(found.map((run) => run.length)).toEqual([3, 1]);
});

test("periods are named as on paper", () => {
  const zh = words("zh-CN");
  expect(en.title(report)).toBe("Week 28 of 2024: 2024-07-08 to 2024-07-14");
  expect(zh.title({ id: "x", kind: "monthly", period: report.period })).toBe(translate("zh-CN", "period.month", { year: 2024, month: 7 }));
  expect(zh.period({ from: "2024-12-30", to: "2025-01-05" })).toContain("2025");
  expect(en.duration(93_600)).toBe("1 d 2 h");
});

test("a year is made of its published months alone", () => {
  const month = (at: string, id: string) => ({ ...view, report: { ...report, id, kind: "monthly" as const, period: { from: `${at}-01`, to: `${at}-28` } } });
  const views = [month("2024-05", "monthly-2024-05"), month("2024-02", "monthly-2024-02")];
  expect(byMonth(views).map((one) => one?.report.id)).toEqual([
    undefined, "monthly-2024-02", undefined, undefined, "monthly-2024-05", ...Array<undefined>(7),
  ]);
  const { rows, heads } = yearTable(2024, views, en);
  expect(rows).toHaveLength(13);
  expect(rows.every((row) => row.length === heads.length)).toBe(true);
  expect(rows[0]?.[0]).toBe("not published");
  expect(rows[12]?.[0]).toBe(2 * report.volumes.received);
  // The same share twice is the same share.
  expect(rows[12]?.[1]).toBe(rows[1]?.[1]);
  expect(yearCharts(views, en)[0]?.data.rows.map((row) => row[0])).toEqual(["2024-02", "2024-05"]);
  const of = (id: string, kind: "monthly" | "daily", from: string) => ({
    id, kind, kind_name: "", from, to: from, edition: 1, published_at: "", log_position: 1,
  });
  expect(yearsOf([of("a", "monthly", "2023-01-01"), of("b", "monthly", "2024-01-01"), of("c", "daily", "2025-01-01")])).toEqual([2024, 2023]);
});
