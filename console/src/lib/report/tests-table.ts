// The tests of a report as a table: what was asked, by which test, and what came of it.
import type { Report, ReportTest } from "../../api/types";
import type { Cell, Table } from "./tables";
import type { ReportWords } from "./words";

export function testsTable(report: Report, words: ReportWords): Table {
  const { t } = words;
  const heads = [
    t("table.question"), t("table.here"), t("table.there"), t("table.method"), t("table.statistic"), t("table.p"),
    t("table.p_adjusted"), t("table.effect"), t("table.conclusion"),
  ];
  return {
    id: "tests",
    title: t("table.tests"),
    heads,
    rows: report.tests.map((test) => row(report, test, words)),
    notes: [t("table.tests_note_sides"), t("table.tests_note_p")],
    empty: t("report.none"),
  };
}

function row(report: Report, test: ReportTest, words: ReportWords): Cell[] {
  const { t } = words;
  const nothing = "—";
  const inside = test.question.about === "arrival_by_area";
  const there = inside ? nothing : test.against ? test.there.join("/") : t("report.none");
  const asked = [words.question(report, test.question), test.here.join("/"), there];
  const { outcome } = test;
  // What is too small has no number but the server's reason.
  if (outcome.came_to === "too_small") {
    return [...asked, nothing, nothing, nothing, nothing, nothing, t(`small.${outcome.why}`)];
  }
  return [
    ...asked,
    t(`method.${outcome.method}`),
    words.statistic(outcome) ?? nothing,
    words.chance(outcome.p),
    words.chance(outcome.p_adjusted),
    words.effect(outcome.effect),
    t(outcome.significant ? "table.different" : "table.not_different"),
  ];
}
