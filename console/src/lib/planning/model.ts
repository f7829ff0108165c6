// A fitted model as a planner reads it: what it rests on, and how well it foretold.
import type { Backtest, BacktestRow, Model } from "../../api/plan";

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
  travel: { factor: number; ways: number } | undefined;
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
    travel: travel ? { factor: travel.all.factor, ways: travel.all.n } : undefined,
    cells: model.present.layout.points.length,
    cellMetres: Math.round(places.cell_metres),
  };
}

/** Whether what came lay where it was foretold; undefined where no interval says. */
export const holds = ({ low, high, observed }: BacktestRow): boolean | undefined =>
  low == null || high == null ? undefined : observed >= low && observed <= high;

export type Foretold = { judged: number; held: number; calls: BacktestRow | undefined };

/** How many lines of a back-test held, and the one that matters most. */
export function foretold({ rows }: Backtest): Foretold {
  const judged = rows.map(holds).filter((one) => one !== undefined);
  return {
    judged: judged.length,
    held: judged.filter(Boolean).length,
    calls: rows.find((one) => one.what === "calls_per_week" && one.of === "all"),
  };
}
