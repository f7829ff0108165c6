// Written findings. In Chinese the server's own sentences stand; in English the same values are told.
import type { Report, ReportTest, ReportView } from "../../api/types";
import { fixed } from "./numbers";
import { daysOn, type ReportWords } from "./words";

/** A finding with what it rests on: a test by its place among the report's, the chart, or nothing. */
export type Told = { text: string; test?: number; chart?: true };

type Signal = Report["chart"]["days"][number]["signals"][number];
type ChartDay = Report["chart"]["days"][number];

const NAMED = 5;
/** A run is told from its ninth day on. */
const RUN = 9;

/** The findings that the report's tests allow, by their places among the tests. */
export function testsFound(report: Report): number[] {
  return report.findings.all.flatMap((one) => (one.by === "test" && report.tests[one.test] ? [one.test] : []));
}

export function ownDays(report: Report): ChartDay[] {
  return report.chart.days.slice(report.chart.days.length - report.chart.own);
}

/** The server's sentences: those of tests first, in the tests' order, then those of the chart. */
export function inChinese(view: ReportView): Told[] {
  const tests = testsFound(view.report);
  const some = view.report.findings.all.length > 0;
  return view.findings.map((text, at) => {
    const test = tests[at];
    if (test !== undefined) return { text, test };
    return some ? { text, chart: true } : { text };
  });
}

export function inWords(report: Report, words: ReportWords): Told[] {
  const { t } = words;
  if (report.findings.none_possible) return [{ text: t("report.too_small") }];
  const told: Told[] = testsFound(report).flatMap((test) => {
    const one = report.tests[test];
    const text = one && sentence(report, one, words);
    return text ? [{ text, test }] : [];
  });
  told.push(...charted(report, words).map((text): Told => ({ text, chart: true })));
  return told.length > 0 ? told : [{ text: t("report.no_finding") }];
}

function sentence(report: Report, test: ReportTest, words: ReportWords): string | undefined {
  const { t } = words;
  if (test.outcome.came_to !== "done") return undefined;
  const effect = words.effect(test.outcome.effect);
  const { kind } = report;
  const reference = t(`reference.${kind}`);
  const share = ([numerator, denominator]: [number, number]) => words.share({ numerator, denominator });
  const shares = (measure: string) =>
    t("sentence.share", {
      measure,
      here: share(test.here),
      here_of: test.here.join("/"),
      reference,
      there: share(test.there),
      there_of: test.there.join("/"),
      effect,
    });
  const calls = ([count, days]: [number, number]) =>
    days === 1
      ? t("sentence.calls", { calls: count })
      : t("sentence.calls_a_day", { calls: count, mean: fixed(count / days, 1) });
  const asked = test.question;
  switch (asked.about) {
    case "volume":
      return t("sentence.volume", {
        own: t(`own.${kind}`),
        here: calls(test.here),
        base: t(`base.${kind}.${asked.base}`),
        there: calls(test.there),
        effect,
      });
    case "clock_kept":
      return shares(t("measure.clock_kept", { clock: words.clock(asked.clock) }));
    case "referrals_breached":
    case "satisfied":
      return shares(t(`measure.${asked.about}`));
    case "categories":
    case "areas":
      return t("sentence.mix", {
        measure: t(`measure.${asked.about}`),
        reference,
        here: test.here[0],
        there: test.there[0],
        effect,
      });
    case "arrival_by_area":
      return t("sentence.by_area", { effect });
  }
}

/** Days that follow each other, as runs. */
export function runs(days: readonly ChartDay[]): ChartDay[][] {
  const all: ChartDay[][] = [];
  for (const one of days) {
    const last = all.at(-1);
    const before = last?.at(-1);
    if (last && before && daysOn(before.day, 1) === one.day) last.push(one);
    else all.push([one]);
  }
  return all;
}

function charted(report: Report, words: ReportWords): string[] {
  const { t } = words;
  const { limits } = report.chart;
  if (!limits) return [];
  const own = ownDays(report);
  const signalled = (signal: Signal) => own.filter((one) => one.signals.includes(signal));
  const outside = (signal: "above_limit" | "below_limit", limit: number) => {
    const days = signalled(signal);
    if (days.length === 0) return [];
    const named = days.slice(0, NAMED).map((one) => t("sentence.day", { day: words.day(one.day), count: one.count }));
    const told = named.join(", ");
    const key = signal === "above_limit" ? "sentence.above" : "sentence.below";
    return [t(key, { days: days.length > NAMED ? t("table.rest", { named: told }) : told, limit: fixed(limit, 1) })];
  };
  const ran = (signal: "run_above" | "run_below") =>
    runs(signalled(signal)).flatMap((run) => {
      const [first, last] = [run[0], run.at(-1)];
      if (!first || !last) return [];
      const key = signal === "run_above" ? "sentence.run_above" : "sentence.run_below";
      const from = words.day(daysOn(first.day, 1 - RUN));
      return [t(key, { from, to: words.day(last.day), count: run.length + RUN - 1, limit: fixed(limits.centre, 1) })];
    });
  return [...outside("above_limit", limits.upper), ...outside("below_limit", limits.lower), ...ran("run_above"), ...ran("run_below")];
}
