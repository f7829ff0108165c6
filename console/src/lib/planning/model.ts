// A fitted model as a planner reads it: what it rests on, and how well it foretold.
import type { Backtest, BacktestRow, Model } from "../../api/plan";
import { fixed } from "../report/numbers";
import { minutes, percentOf } from "./numbers";

/** How many days a period has. */
export const daysOf = ({ from, to }: { from: string; to: string }) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;

export type ModelFacts = {
  days: number;
  incidents: number;
  cases: number;
  served: number;
  leftOut: [reason: string, count: number][];
  callsAWeek: number;
  /** Seconds on scene: the middle and what nine of ten stay below. */
  onScene: { median: number | undefined; most: number | undefined };
  /** `fixed`: seconds of every way that do not grow with it. */
  travel: { factor: number; ways: number; fixed: number } | undefined;
  cells: number;
  cellMetres: number;
};

export function modelFacts(model: Model): ModelFacts {
  const { counts, demand, service, travel, places } = model.fitted;
  const at = (share: number) => service.pooled.quantiles.find((one) => Math.abs(one.share - share) < 1e-9)?.observed;
  return {
    days: daysOf(model.period),
    incidents: counts.incidents,
    cases: counts.cases,
    served: counts.served,
    leftOut: Object.entries(counts.left_out).toSorted((a, b) => b[1] - a[1]),
    callsAWeek: demand.all.rates.reduce((sum, one) => sum + one, 0),
    onScene: { median: at(0.5), most: at(0.9) },
    travel: travel ? { factor: travel.all.factor, ways: travel.all.n, fixed: travel.fixed_seconds ?? 0 } : undefined,
    cells: model.present.layout.points.length,
    cellMetres: Math.round(places.cell_metres),
  };
}

/** A figure of a line: shares as percentages, seconds as minutes. */
export function rowFigure({ what }: Pick<BacktestRow, "what">, value: number): string {
  switch (what) {
    case "on_scene_seconds":
    case "response_seconds":
    case "wait_seconds":
    case "way_seconds":
      return minutes(value);
    case "travel_factor":
      return fixed(value, 3);
    case "share_on_time":
    case "travel_median_error_share":
      return percentOf(value);
    default:
      return fixed(value, 1);
  }
}

/** Whether what came lay where it was foretold; undefined where no interval says. */
export const holds = ({ low, high, observed }: BacktestRow): boolean | undefined =>
  low == null || high == null ? undefined : observed >= low && observed <= high;

export type Foretold = { judged: number; held: number; calls: BacktestRow | undefined; onTime: BacktestRow | undefined; missed: BacktestRow[] };

/** A period as people say it: whole months where it is about that long. */
export function spanOf(period: { from: string; to: string }): { unit: "months" | "days"; count: number } {
  const days = daysOf(period);
  const months = Math.round(days / 30.44);
  return months > 0 && Math.abs(days - months * 30.44) <= 2 ? { unit: "months", count: months } : { unit: "days", count: days };
}

/** How many lines of a back-test held, those that did not, the whole town's first, and the ones that matter most. */
export function foretold({ rows }: Backtest): Foretold {
  const judged = rows.map(holds).filter((one) => one !== undefined);
  const whole = (what: string) => rows.find((one) => one.what === what && one.of === "all");
  return {
    judged: judged.length,
    held: judged.filter(Boolean).length,
    calls: whole("calls_per_week"),
    onTime: whole("share_on_time"),
    missed: rows.filter((one) => holds(one) === false).toSorted((a, b) => Number(b.of === "all") - Number(a.of === "all")),
  };
}
