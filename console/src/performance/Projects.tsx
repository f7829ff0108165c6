import { Select } from "antd";
import * as calls from "../api/calls";
import type { Session } from "../api/types";
import { Grid } from "../components/Grid";
import { Loaded } from "../components/Loaded";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { mayManagePerformance } from "../lib/rights";
import { useAsked } from "../state/useAsked";
import { go } from "../state/useRoute";
import { NewProject } from "./NewProject";

/** The town's projects, of a year or of all. */
export function Projects({ asked, session }: { asked: string | undefined; session: Session }) {
  const { t } = useWords();
  const projects = useAsked("projects", () => calls.projects());
  return (
    <>
      <h1>{t("perf.title")}</h1>
      <p className="quiet">{t("perf.what")}</p>
      <section className="card" aria-labelledby="projects" data-tour="perf-projects">
        <div className="paper-head">
          <h2 id="projects">{t("perf.projects")}</h2>
          <div className="row">
            <Select
              aria-label={t("perf.year")}
              value={asked ?? ""}
              popupMatchSelectWidth={false}
              options={[
                { value: "", label: t("perf.all_years") },
                ...[...new Set(projects.value?.map((one) => one.year))]
                  .sort((a, b) => b - a)
                  .map((year) => ({ value: String(year), label: t("perf.year_n", { year }) })),
              ]}
              onChange={(year) => go(year ? { page: "performance", year } : { page: "performance" }, true)}
            />
            {mayManagePerformance(session.role) ? <NewProject known={projects.value ?? []} /> : null}
          </div>
        </div>
        <Loaded asked={projects}>
          {(all) => (
            <Grid
              label={t("perf.projects")}
              empty={t("perf.no_projects")}
              id={(one) => one.id}
              rows={all.filter((one) => !asked || String(one.year) === asked).toSorted((a, b) => b.year - a.year || a.id.localeCompare(b.id))}
              columns={[
                {
                  head: t("perf.project"),
                  names: true,
                  cell: (one) => <To route={{ page: "project", project: one.id, part: "overview" }} tour="perf-project">{one.name}</To>,
                },
                { head: t("perf.id"), cell: (one) => <code>{one.id}</code> },
                { head: t("perf.year"), number: true, cell: (one) => one.year },
                { head: t("perf.service"), cell: (one) => <span className="nowrap">{t("perf.days", { from: one.service_from, to: one.service_to })}</span> },
                { head: t("perf.indicators"), number: true, cell: (one) => one.indicators.length },
                {
                  head: t("perf.go_on"),
                  cell: (one) => (
                    <span className="row">
                      <To route={{ page: "project", project: one.id, part: "indicators" }}>{t("perf.part.indicators")}</To>
                      <To route={{ page: "project", project: one.id, part: "ledger" }}>{t("perf.part.ledger")}</To>
                      <To route={{ page: "project", project: one.id, part: "filings" }}>{t("perf.part.filings")}</To>
                    </span>
                  ),
                },
              ]}
            />
          )}
        </Loaded>
      </section>
    </>
  );
}
