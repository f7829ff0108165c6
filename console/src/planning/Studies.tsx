import * as api from "../api/plan";
import { Grid } from "../components/Grid";
import { Loaded } from "../components/Loaded";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { day, time } from "../lib/time";
import { useAsked } from "../state/useAsked";

/** The kept studies, the latest first. */
export function Studies() {
  const { t, town } = useWords();
  const offset = town?.utc_offset_seconds ?? 0;
  const studies = useAsked("studies", api.studies);
  return (
    <section className="card" aria-labelledby="plan-studies">
      <h2 id="plan-studies">{t("plan.part.studies")}</h2>
      <p className="quiet">{t("plan.studies_why")}</p>
      <Loaded asked={studies}>
        {(all) => (
          <Grid
            label={t("plan.part.studies")}
            empty={t("plan.no_studies")}
            rows={all}
            id={(one) => one.id}
            columns={[
              { head: t("plan.study"), names: true, cell: (one) => <To route={{ page: "study", study: one.id }}>{one.name}</To> },
              { head: t("perf.id"), cell: (one) => <code>{one.id}</code> },
              { head: t("plan.kept_at"), cell: (one) => <time dateTime={one.kept_at} className="nowrap">{`${day(one.kept_at, offset)} ${time(one.kept_at, offset).slice(0, 5)}`}</time> },
              { head: t("plan.kept_by"), cell: (one) => one.by },
              { head: t("plan.state"), cell: (one) => (one.withdrawn ? <b className="wrong">{t("plan.withdrawn")}</b> : t("plan.in_force")) },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}
