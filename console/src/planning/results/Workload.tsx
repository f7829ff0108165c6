import { useCallback, useMemo } from "react";
import type { Scenario } from "../../api/plan";
import { Grid } from "../../components/Grid";
import { useWords } from "../../i18n/context";
import { loads as loadsOf } from "../../lib/planning/charts";
import { fixed } from "../../lib/report/numbers";
import { useNames } from "../useNames";
import { loadHeight, loadOption } from "./draw";
import { PlanChart } from "./PlanChart";

/** How busy each car is, beside the present. */
export function Workload({ present, scenario }: { present: Scenario | undefined; scenario: Scenario }) {
  const { t } = useWords();
  const names = useNames();
  const loads = useMemo(() => loadsOf(present ?? scenario, scenario), [present, scenario]);
  const title = t("plan.chart.load");
  const told = t("chart.told", { title, count: loads.length });
  const option = useCallback(
    (width: number) => loadOption(loads, { car: names.car, then: scenario.name, now: present?.name }, told, width),
    [loads, names, scenario.name, present?.name, told],
  );
  const percent = (value: number | undefined) => (value === undefined ? "—" : `${fixed(value, 1)}%`);
  return (
    <PlanChart id="chart-load" title={title} told={told} height={loadHeight(loads.length)} option={option} notes={<p className="fine">{t("plan.chart.load_why")}</p>}>
      <Grid
        label={title}
        empty=""
        rows={loads}
        id={(one) => one.unit}
        columns={[
          { head: t("plan.car"), names: true, cell: (one) => names.car(one.unit) },
          ...(present ? [{ head: present.name, number: true, cell: (one: (typeof loads)[number]) => percent(one.now) }] : []),
          { head: scenario.name, number: true, cell: (one) => percent(one.then) },
          { head: t("plan.calls_a_run"), number: true, cell: (one) => (one.calls === undefined ? "—" : fixed(one.calls, 0)) },
        ]}
      />
    </PlanChart>
  );
}
