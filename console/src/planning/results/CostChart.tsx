import { useCallback, useMemo } from "react";
import type { Study } from "../../api/plan";
import { useWords } from "../../i18n/context";
import { costPoints } from "../../lib/planning/charts";
import { promisePercent } from "../../lib/planning/numbers";
import { CostTable } from "./CostTable";
import { costOption } from "./draw";
import { PlanChart } from "./PlanChart";

/** What each scenario costs against what it keeps. */
export function CostChart({ study }: { study: Study }) {
  const { t } = useWords();
  const points = useMemo(() => costPoints(study), [study]);
  const { promise } = study;
  const title = t("plan.chart.cost", { of: t(`plan.of.${promise.of ?? "arrived_in_time"}`) });
  const told = t("chart.told", { title, count: points.length });
  const option = useCallback(
    (width: number) =>
      costOption(
        points,
        promise.share / 100,
        { yuan: t("plan.axis.yuan"), share: t(`plan.of.${promise.of ?? "arrived_in_time"}`), promise: t("plan.axis.promise", { promise: promisePercent(promise.share) }), present: t("plan.now") },
        told,
        width,
      ),
    [points, promise, told, t],
  );
  return (
    <PlanChart id="chart-cost" title={title} told={told} height={380} option={option} notes={<p className="fine">{t("plan.chart.cost_signs")}</p>}>
      <CostTable points={points} label={title} />
    </PlanChart>
  );
}
