import type { Backtest, BacktestRow } from "../api/plan";
import { Grid } from "../components/Grid";
import { useWords } from "../i18n/context";
import { useNamed } from "../i18n/named";
import { holds } from "../lib/planning/model";
import { minutes, percentOf } from "../lib/planning/numbers";
import { fixed } from "../lib/report/numbers";

function figure(row: BacktestRow, value: number): string {
  switch (row.what) {
    case "on_scene_seconds":
      return minutes(value);
    case "travel_factor":
      return fixed(value, 3);
    case "travel_median_error_share":
      return percentOf(value);
    default:
      return fixed(value, 1);
  }
}

/** The first months' model held against the last months. */
export function BacktestTable({ backtest }: { backtest: Backtest }) {
  const { t, name } = useWords();
  const named = useNamed();
  const what = (row: BacktestRow) => {
    const of = row.of === "all" ? "" : name("category", row.of);
    const share = row.share == null ? "" : t("plan.row.share", { percent: percentOf(row.share, 0) });
    return [named(`plan.row.${row.what}`), of, share].filter(Boolean).join(" · ");
  };
  return (
    <>
      <p className="quiet">
        {t("plan.backtest_days", {
          fitted_from: backtest.fitted_on.from, fitted_to: backtest.fitted_on.to, held_from: backtest.held_against.from, held_to: backtest.held_against.to,
        })}
      </p>
      <Grid
        label={t("plan.backtest")}
        empty=""
        rows={backtest.rows}
        id={(row) => `${row.what} ${row.of} ${row.share ?? ""}`}
        columns={[
          { head: t("plan.row.what"), names: true, cell: what },
          { head: t("plan.row.predicted"), number: true, cell: (row) => figure(row, row.predicted) },
          { head: t("plan.row.observed"), number: true, cell: (row) => figure(row, row.observed) },
          { head: t("plan.row.error"), number: true, cell: (row) => (row.error == null ? "—" : percentOf(row.error)) },
          {
            head: t("plan.row.interval"),
            number: true,
            cell: (row) => (row.low == null || row.high == null ? "—" : `${figure(row, row.low)}–${figure(row, row.high)}`),
          },
          {
            head: t("plan.row.holds"),
            cell: (row) => {
              const held = holds(row);
              return held === undefined ? "—" : held ? `✓ ${t("plan.row.within")}` : `✗ ${t("plan.row.outside")}`;
            },
          },
        ]}
      />
    </>
  );
}
