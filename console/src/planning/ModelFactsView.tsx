import type { Model } from "../api/plan";
import { useWords } from "../i18n/context";
import { foretold, modelFacts } from "../lib/planning/model";
import { minutes } from "../lib/planning/numbers";
import { fixed } from "../lib/report/numbers";
import { BacktestTable } from "./BacktestTable";

/** What was read and how well it foretells, in sentences. */
export function ModelFactsView({ model }: { model: Model }) {
  const { t } = useWords();
  const facts = modelFacts(model);
  const held = model.backtest ? foretold(model.backtest) : undefined;
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
        {facts.travel ? <li>{t("plan.travel", { factor: fixed(facts.travel.factor, 2), ways: facts.travel.ways })}</li> : null}
        <li>{t("plan.places", { cells: facts.cells, metres: facts.cellMetres })}</li>
        {model.backtest && held ? (
          <li>
            <b>{t("plan.foretold", { judged: held.judged, held: held.held })}</b>{" "}
            {held.calls ? t("plan.foretold_calls", { predicted: fixed(held.calls.predicted, 0), observed: fixed(held.calls.observed, 0), error: fixed(Math.abs(held.calls.error ?? 0) * 100, 1) }) : ""}
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
