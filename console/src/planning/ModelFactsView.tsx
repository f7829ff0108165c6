import type { Model } from "../api/plan";
import { useWords } from "../i18n/context";
import { foretold, holds, modelFacts, spanOf } from "../lib/planning/model";
import { minutes, percentOf } from "../lib/planning/numbers";
import { fixed } from "../lib/report/numbers";
import { BacktestTable } from "./BacktestTable";
import { useRows } from "./useRows";

/** More lines that did not hold are in the table. */
const SOME = 6;

/** What was read and how well it foretells, in sentences. */
export function ModelFactsView({ model }: { model: Model }) {
  const { t } = useWords();
  const facts = modelFacts(model);
  const held = model.backtest ? foretold(model.backtest) : undefined;
  const { what, figure } = useRows();
  const span = (period: { from: string; to: string }) => {
    const { unit, count } = spanOf(period);
    return t(`plan.span.${unit}`, { count });
  };
  const left = facts.leftOut.map(([reason, count]) => t("plan.left_n", { reason: t(`plan.left.${reason as "merged"}`), count })).join(t("plan.and"));
  return (
    <>
      <ul className="bulleted">
        <li>{t("plan.read", { ...model.period, days: facts.days, incidents: facts.incidents, cases: facts.cases, served: facts.served })}</li>
        {left ? <li>{t("plan.left_out", { left })}</li> : null}
        <li>{t("plan.calls_a_week", { calls: Math.round(facts.callsAWeek), day: fixed(facts.callsAWeek / 7, 0) })}</li>
        {facts.onScene.median !== undefined && facts.onScene.most !== undefined ? (
          <li>{t("plan.on_scene", { median: minutes(facts.onScene.median, 0), most: minutes(facts.onScene.most, 0) })}</li>
        ) : null}
        {facts.travel ? (
          <li>
            {t(facts.travel.fixed >= 3 ? "plan.travel_fixed" : "plan.travel", {
              fixed: minutes(facts.travel.fixed), factor: fixed(facts.travel.factor, 2), ways: facts.travel.ways,
            })}
          </li>
        ) : null}
        <li>{t("plan.places", { cells: facts.cells, metres: facts.cellMetres })}</li>
        {model.backtest && held ? (
          <li>
            {held.onTime ? (
              <>
                <b>
                  {t(`plan.on_time.${holds(held.onTime) === undefined ? "unjudged" : holds(held.onTime) ? "within" : "outside"}`, {
                    fitted: span(model.backtest.fitted_on), held: span(model.backtest.held_against), predicted: percentOf(held.onTime.predicted), observed: percentOf(held.onTime.observed),
                  })}
                </b>{" "}
              </>
            ) : null}
            <b>{t("plan.foretold", { judged: held.judged, held: held.held })}</b>{" "}
            {held.calls ? t("plan.foretold_calls", { predicted: fixed(held.calls.predicted, 0), observed: fixed(held.calls.observed, 0), error: fixed(Math.abs(held.calls.error ?? 0) * 100, 1) }) : ""}{" "}
            {held.missed.length > 0 ? (
              <span className="late">
                {t(held.missed.length > SOME ? "plan.missed_some" : "plan.missed", {
                  count: held.missed.length,
                  rows: held.missed.slice(0, SOME).map((row) => t("plan.missed_row", { what: what(row), predicted: figure(row, row.predicted), observed: figure(row, row.observed) })).join(t("plan.semicolon")),
                })}
              </span>
            ) : null}
          </li>
        ) : (
          <li>{t("plan.no_backtest")}</li>
        )}
      </ul>
      {model.backtest ? (
        <details>
          <summary>{t("plan.backtest")}</summary>
          <BacktestTable backtest={model.backtest} />
        </details>
      ) : null}
    </>
  );
}
