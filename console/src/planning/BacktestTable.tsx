import type { Backtest } from "../api/plan";
import { Grid } from "../components/Grid";
import { useWords } from "../i18n/context";
import { holds } from "../lib/planning/model";
import { percentOf } from "../lib/planning/numbers";
import { useRows } from "./useRows";

/** The first months' model held against the last months. */
export function BacktestTable({ backtest }: { backtest: Backtest }) {
  const { t } = useWords();
  const { what, figure } = useRows();
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
