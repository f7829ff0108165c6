import type { Scenario } from "../../api/plan";
import { Grid } from "../../components/Grid";
import { useWords } from "../../i18n/context";
import { minutes, percentOf } from "../../lib/planning/numbers";
import { useNames } from "../useNames";

/** The answers by area. */
export function AreaTable({ scenario, days }: { scenario: Scenario; days: number }) {
  const { t } = useWords();
  const names = useNames();
  const share = (one: { value: number; half_95?: number | null } | null | undefined) =>
    one ? `${percentOf(one.value)}${one.half_95 == null ? "" : ` ±${percentOf(one.half_95).slice(0, -1)}`}` : "—";
  return (
    <section className="card" aria-labelledby="plan-areas">
      <h3 id="plan-areas">{t("plan.by_area")}</h3>
      <Grid
        label={t("plan.by_area")}
        empty=""
        rows={scenario.by_area}
        id={(one) => one.area}
        columns={[
          { head: t("plan.area"), names: true, cell: (one) => names.area(one.area) },
          { head: t("plan.calls_a_year"), number: true, cell: (one) => (one.calls ? Math.round((one.calls.value / days) * 365) : "—") },
          { head: t("plan.of.arrived_in_time"), number: true, cell: (one) => share(one.arrived_in_time) },
          { head: t("plan.of.answered_in_time"), number: true, cell: (one) => share(one.answered_in_time) },
          { head: t("plan.mean_response"), number: true, cell: (one) => (one.response ? minutes(one.response.value) : "—") },
          { head: t("plan.cross_area"), number: true, cell: (one) => share(one.cross_area) },
        ]}
      />
    </section>
  );
}
