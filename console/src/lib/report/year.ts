// A year's monthly reports side by side. Sums are of counts; nothing is made up for months without a report.
import type { ReportLine, ReportView, Share } from "../../api/types";
import { bars, type ChartOf, lines } from "./charts";
import { percent, type Ratio, shareInterval } from "./numbers";
import { type Cell, DASH, table, type Table } from "./tables";
import type { ReportWords } from "./words";

const CLOCKS = ["arrive", "feedback", "dispose"] as const;
export const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

/** The years that have monthly reports, the latest first. */
export function yearsOf(all: readonly ReportLine[]): number[] {
  const years = new Set(all.filter((one) => one.kind === "monthly").map((one) => Number(one.from.slice(0, 4))));
  return [...years].sort((a, b) => b - a);
}

const monthOf = (view: ReportView) => Number(view.report.period.from.slice(5, 7));

/** One for each month of the year; undefined where it has none. */
export function byMonth(views: readonly ReportView[]): (ReportView | undefined)[] {
  return MONTHS.map((month) => views.find((view) => monthOf(view) === month));
}

const kept = (view: ReportView, clock: (typeof CLOCKS)[number]) => view.report.clocks.find((one) => one.clock === clock)?.kept;

function shareCells(of: Share | undefined): Cell[] {
  return of ? [percent(of) ?? DASH, shareInterval(of.interval) ?? ""] : [DASH, ""];
}

function added(all: (Share | undefined)[]): Ratio {
  const sum = { numerator: 0, denominator: 0 };
  for (const one of all) {
    sum.numerator += one?.numerator ?? 0;
    sum.denominator += one?.denominator ?? 0;
  }
  return sum;
}

/** What is told of each month, but for the month itself. */
export function yearTable(year: number, views: readonly ReportView[], words: ReportWords): Table {
  const { t } = words;
  const rows = byMonth(views).map((view): Cell[] => {
    if (!view) return [t("year.unpublished"), ...Array<Cell>(9).fill("")];
    const { report } = view;
    return [
      report.volumes.received,
      ...CLOCKS.flatMap((clock) => shareCells(kept(view, clock))),
      ...shareCells(report.follow_ups.satisfied),
      report.breaches.total,
    ];
  });
  const sums = [...CLOCKS.map((clock) => views.map((view) => kept(view, clock))), views.map((view) => view.report.follow_ups.satisfied)];
  rows.push([
    views.reduce((sum, view) => sum + view.report.volumes.received, 0),
    ...sums.flatMap((all): Cell[] => [percent(added(all)) ?? DASH, ""]),
    views.reduce((sum, view) => sum + view.report.breaches.total, 0),
  ]);
  const interval = t("report.interval");
  const heads = [
    t("table.calls"), t("table.arrive"), interval, t("table.feedback"), interval, t("table.dispose"), interval,
    t("lead.satisfied"), interval, t("table.breaches_total"),
  ];
  return table("year", t("year.table", { year }), heads, rows, t("report.nothing"));
}

export function yearCharts(views: readonly ReportView[], words: ReportWords): ChartOf[] {
  const { t } = words;
  const name = (view: ReportView) => words.month(view.report.period.from);
  const months = byMonth(views).filter((view) => view !== undefined);
  const volumes = months.map((view): [string, number] => [name(view), view.report.volumes.received]);
  const arrived = months.flatMap((view): [string, Share][] => {
    const of = kept(view, "arrive");
    return of ? [[name(view), of]] : [];
  });
  return [
    bars("year-volumes", t("year.volumes"), t("year.month"), words, volumes),
    lines("year-arrive", t("table.arrive"), t("year.month"), words, arrived),
  ];
}
