import { serverNow } from "../api/http";
import * as api from "../api/performance";
import { Loaded } from "../components/Loaded";
import { useWords } from "../i18n/context";
import { LIGHTS, tally, usualDays } from "../lib/performance/indicators";
import { day } from "../lib/time";
import { useAsked } from "../state/useAsked";
import { go } from "../state/useRoute";
import { FileButtons } from "./FileButtons";
import { IndicatorTable } from "./IndicatorTable";
import { LightMark } from "./LightMark";
import { PeriodForm } from "./PeriodForm";
import type { PartProps } from "./ProjectPage";

/** Indicators by level, with what was due, what was done, and why not. */
export function IndicatorsPart({ detail, query }: PartProps) {
  const { t, town } = useWords();
  const { id, project } = detail;
  const usual = usualDays(project.year, project.tracking, day(serverNow(), town?.utc_offset_seconds ?? 0));
  const days = query.from && query.to ? { from: query.from, to: query.to } : usual;
  const form = useAsked(`form/${id}/${days.from}/${days.to}`, (signal) => api.form(id, days, signal));
  return (
    <section className="card" aria-labelledby="indicators">
      <div className="paper-head">
        <h2 id="indicators">{t("perf.part.indicators")}</h2>
        <FileButtons formats={["pdf", "xlsx", "docx"] as const} ask={(format) => api.formFile(id, days, format)} />
      </div>
      <PeriodForm
        key={`${days.from}${days.to}`}
        days={days}
        tracking={project.tracking ?? []}
        onChoose={(chosen) => go({ page: "project", project: id, part: "indicators", query: chosen })}
      />
      <Loaded asked={form}>
        {({ form: computed, printed }) => {
          const sums = tally(computed.indicators);
          return (
            <>
              <p className="lights">
                {LIGHTS.map((light) => (
                  <LightMark key={light} light={light} count={sums[light]} />
                ))}
              </p>
              <IndicatorTable project={id} days={days} form={computed} printed={printed} />
              <p className="fine">
                {t("perf.basis", { position: computed.basis.log_position, incidents: computed.basis.incidents, version: computed.profile_version })}{" "}
                <code>{computed.basis.log_hash}</code>
              </p>
            </>
          );
        }}
      </Loaded>
    </section>
  );
}
