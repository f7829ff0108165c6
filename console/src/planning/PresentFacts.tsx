import type { Present } from "../api/plan.types";
import { Grid } from "../components/Grid";
import { useWords } from "../i18n/context";
import { minutes } from "../lib/planning/numbers";
import { dutySeconds } from "../lib/planning/shifts";
import { useNames } from "./useNames";

/** The cars, hours and rules of today. */
export function PresentFacts({ present }: { present: Present }) {
  const { t } = useWords();
  const names = useNames();
  const { rules, fleet } = present;
  const preference = rules.dispatch.own_area_preference_seconds ?? 0;
  return (
    <>
      <Grid
        label={t("plan.present")}
        empty={t("plan.no_cars")}
        rows={fleet.cars}
        id={(one) => one.unit}
        columns={[
          { head: t("plan.car"), names: true, cell: (one) => names.car(one.unit) },
          { head: t("plan.area"), cell: (one) => names.area(one.area) },
          { head: t("plan.hours"), cell: (one) => names.hours(one.duty) },
          { head: t("plan.week_hours"), number: true, cell: (one) => Math.round(dutySeconds(one.duty) / 3600) },
        ]}
      />
      <p className="quiet">
        {t("plan.rules", { arrive: minutes(rules.arrive.seconds, 0), preference })}{" "}
        {rules.reassign_gain_seconds ? t("plan.rules_gain", { seconds: rules.reassign_gain_seconds }) : t("plan.rules_no_gain")}
      </p>
    </>
  );
}
