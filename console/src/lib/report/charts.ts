// What a report's charts show: bars, shares on their intervals, the control chart; each with its data as rows.
import type { Report, Share } from "../../api/types";
import { ownDays } from "./findings";
import { axisFrom, fixed, fraction, percent, share, shareInterval } from "./numbers";
import { ages, DASH, table, type Table } from "./tables";
import { GRADES, type ReportWords } from "./words";

export type Bars = { kind: "bars"; labels: string[]; series: { name: string; counts: number[] }[]; wide: boolean };
/** A share from 0 to 1 on its interval; undefined without data. */
export type Line = { name: string; at: { value: number; low: number; high: number } | undefined; text: string };
export type Lines = { kind: "lines"; lines: Line[]; from: number };
export type Point = { label: string; count: number; own: boolean; signs: string };
export type Limits = { centre: number; lower: number; upper: number };
export type Control = { kind: "control"; points: Point[]; limits: (Limits & { names: Record<keyof Limits, string> }) | undefined };

export type ChartOf = { id: string; title: string; shows: Bars | Lines | Control; data: Table; notes: string[] };

type Signal = Report["chart"]["days"][number]["signals"][number];

const SIGNS: Record<Signal, string> = { above_limit: "↑", below_limit: "↓", run_above: "⇈", run_below: "⇊" };
const SIGNAL_WORDS = {
  above_limit: "chart.signal_above",
  below_limit: "chart.signal_below",
  run_above: "chart.signal_run_above",
  run_below: "chart.signal_run_below",
} as const;

export function bars(id: string, title: string, head: string, words: ReportWords, all: [string, number][], wide = false): ChartOf {
  const calls = words.t("chart.calls");
  return {
    id,
    title,
    shows: { kind: "bars", labels: all.map(([label]) => label), series: [{ name: calls, counts: all.map(([, count]) => count) }], wide },
    data: table(id, title, [head, calls], all, words.t("report.nothing")),
    notes: [],
  };
}

/** A share as it is drawn: a point, and the ends of its interval. */
export function line(name: string, of: Share, words: ReportWords): Line {
  const { interval } = of;
  const high = interval?.high;
  if (!interval || typeof high !== "number") return { name, at: undefined, text: words.t("report.no_data") };
  return { name, at: { value: share(of), low: interval.low, high }, text: `${percent(of) ?? ""} ${fraction(of)}` };
}

export function lines(id: string, title: string, head: string, words: ReportWords, all: [string, Share][]): ChartOf {
  const { t } = words;
  const drawn = all.map(([name, of]) => line(name, of, words));
  const rows = all.map(([name, of]) => [name, words.share(of), shareInterval(of.interval) ?? DASH, fraction(of)]);
  const heads = [head, t("chart.share"), t("report.interval"), t("chart.of")];
  return {
    id,
    title,
    shows: { kind: "lines", lines: drawn, from: axisFrom(drawn.flatMap(({ at }) => (at ? [at.low] : []))) },
    data: table(id, title, heads, rows, t("report.nothing")),
    notes: [],
  };
}

function control(report: Report, words: ReportWords): ChartOf {
  const { t } = words;
  const { days, own, limits, baseline } = report.chart;
  const first = days.length - own;
  const title = t("chart.control");
  const notes = [
    limits && baseline
      ? t("chart.limits", {
          period: words.period(baseline),
          centre: fixed(limits.centre, 1),
          range: fixed(limits.moving_range, 1),
          lower: fixed(limits.lower, 1),
          upper: fixed(limits.upper, 1),
        })
      : t("chart.no_limits"),
    t("chart.rules"),
  ];
  const rows = days.map((one, at) => [
    one.day,
    t(at < first ? "chart.baseline" : "chart.own"),
    one.count,
    one.signals.map((signal) => t(SIGNAL_WORDS[signal])).join(" "),
  ]);
  return {
    id: "control",
    title,
    shows: {
      kind: "control",
      points: days.map((one, at) => ({
        label: one.day.slice(5),
        count: one.count,
        own: at >= first,
        signs: one.signals.map((signal) => SIGNS[signal]).join(""),
      })),
      limits: limits
        ? { ...limits, names: { centre: t("chart.centre"), lower: t("chart.lower"), upper: t("chart.upper") } }
        : undefined,
    },
    data: table("control", title, [t("chart.day"), t("chart.part"), t("chart.calls"), t("chart.signal")], rows, t("report.nothing")),
    notes,
  };
}

/** The period's days that break a rule, with a sign and in words. */
export function signals(report: Report, words: ReportWords): string[] {
  return ownDays(report).flatMap((one) =>
    one.signals.map((signal) =>
      words.t("chart.signal_of", { day: words.day(one.day), count: one.count, signal: words.t(SIGNAL_WORDS[signal]) }),
    ),
  );
}

export function charts(report: Report, words: ReportWords): ChartOf[] {
  const { t } = words;
  const { volumes, follow_ups: followUps } = report;
  const daily = report.kind === "daily";
  const hours = volumes.hours.map((count, hour): [string, number] => [t("chart.hour_n", { hour }), count]);
  const all = [bars("hours", t("chart.hours"), t("chart.hour"), words, hours, true)];
  if (!daily) {
    const weekdays = volumes.weekdays.map((count, at): [string, number] => [words.weekday(at), count]);
    all.push(bars("weekdays", t("chart.weekdays"), t("chart.weekday"), words, weekdays));
  }
  const categories = report.categories.map((one): [string, number] => [words.category(one.category), one.share.numerator]);
  all.push(bars("categories", t("chart.categories"), t("table.category"), words, categories));
  const grades = GRADES.map((code, at): [string, number] => [words.name("grade", code), followUps.grades[at] ?? 0]);
  all.push(bars("grades", t("chart.grades"), t("table.result"), words, grades));
  const kept = report.clocks.map((one): [string, Share] => [words.clock(one.clock), one.kept]);
  all.push(lines("kept", t("chart.kept"), t("table.clock"), words, [...kept, [t("chart.satisfied"), followUps.satisfied]]));
  const areas = report.areas.flatMap((one): [string, Share][] => (one.id ? [[one.name, one.arrive]] : []));
  if (areas.length > 0) all.push(lines("areas", t("chart.areas"), t("table.areas"), words, areas));
  const aged = ages(report, words);
  if (aged.rows.length > 0) {
    const column = (at: 1 | 2) => ({ name: aged.heads[at] ?? "", counts: aged.rows.map((row) => Number(row[at])) });
    const labels = aged.rows.map((row) => String(row[0]));
    all.push({ id: "ages", title: t("chart.ages"), shows: { kind: "bars", labels, series: [column(1), column(2)], wide: false }, data: aged, notes: [] });
  }
  all.push(control(report, words));
  return all;
}
