import { Button } from "antd";
import { useCallback, useState } from "react";
import { serverNow } from "../api/http";
import * as api from "../api/performance";
import type { EvidenceRecord } from "../api/performance.types";
import { Loaded } from "../components/Loaded";
import { ProblemAlert } from "../components/ProblemAlert";
import { To } from "../components/To";
import { Wait } from "../components/Wait";
import { useWords } from "../i18n/context";
import { usualDays } from "../lib/performance/indicators";
import type { PerformanceRoute } from "../lib/performance/route";
import { day } from "../lib/time";
import { useAsked } from "../state/useAsked";
import { usePages } from "../state/usePages";
import { go } from "../state/useRoute";
import { FigureFacts } from "./FigureFacts";
import { FileButtons } from "./FileButtons";
import { PeriodForm } from "./PeriodForm";
import { Records } from "./Records";
import { TracedDrawer } from "./TracedDrawer";

/** A figure opened: its formula, its period, what was left out, its records, and their events with hashes. */
export function IndicatorPage({ route }: { route: Extract<PerformanceRoute, { page: "indicator" }> }) {
  const { t, town } = useWords();
  const { project: id, indicator, query = {} } = route;
  const detail = useAsked(`project/${id}`, (signal) => api.project(id, undefined, signal));
  return (
    <>
      <p className="no-print">
        <To route={{ page: "project", project: id, part: "indicators", query: { from: query.from, to: query.to } }}>
          {t("perf.back_to_indicators")}
        </To>
      </p>
      <Loaded asked={detail}>
        {({ project }) => {
          const one = project.indicators.find((other) => other.id === indicator);
          const usual = usualDays(project.year, project.tracking, day(serverNow(), town?.utc_offset_seconds ?? 0));
          const days = query.from && query.to ? { from: query.from, to: query.to } : usual;
          return (
            <>
              <div className="paper-head">
                <h1>{one?.name ?? indicator}</h1>
                <p className="quiet">
                  {project.name} · {one ? `${one.level1} › ${one.level2}` : ""} · <code>{indicator}</code>
                </p>
              </div>
              <PeriodForm
                key={`${days.from}${days.to}`}
                days={days}
                tracking={project.tracking ?? []}
                onChoose={(chosen) => go({ page: "indicator", project: id, indicator, query: chosen })}
              />
              <Opened id={id} indicator={indicator} days={days} query={query} />
            </>
          );
        }}
      </Loaded>
    </>
  );
}

type OpenedProps = { id: string; indicator: string; days: api.Days; query: Record<string, string | undefined> };

function Opened({ id, indicator, days, query }: OpenedProps) {
  const { t } = useWords();
  const [first, setFirst] = useState<api.TracedFigure>();
  const ask = async (cursor: string | undefined) => {
    const page = await api.evidence(id, indicator, days, cursor);
    if (cursor === undefined) setFirst(page);
    return { items: page.items, next: page.next === null ? undefined : String(page.next) };
  };
  const { items, next, problem, busy, again, more } = usePages<EvidenceRecord>(`${id}/${indicator}/${days.from}/${days.to}`, ask);
  const open = useCallback(
    (record?: EvidenceRecord) =>
      go({ page: "indicator", project: id, indicator, query: { ...days, ...(record ? { stream: record.stream, record: record.record } : {}) } }, true),
    [id, indicator, days],
  );
  return (
    <>
      {problem ? <ProblemAlert problem={problem} action={<Button onClick={again}>{t("app.retry")}</Button>} /> : null}
      {!items && !problem ? <Wait /> : null}
      {first ? <FigureFacts figure={first.figure} /> : null}
      {items && first ? (
        <section className="card" aria-labelledby="records" data-tour="perf-records">
          <div className="paper-head">
            <h2 id="records">{t("figure.records", { count: first.total })}</h2>
            <FileButtons formats={["csv"] as const} ask={() => api.evidenceTable(id, indicator, days)} />
          </div>
          <Records items={items} value={first.figure.value} onOpen={open} />
          {next ? (
            <p className="row">
              <Button loading={busy} onClick={more}>
                {t("figure.more")}
              </Button>
              <span className="quiet">{t("figure.shown", { shown: items.length, total: first.total })}</span>
            </p>
          ) : null}
        </section>
      ) : null}
      {query.stream && query.record ? <TracedDrawer stream={query.stream} record={query.record} onClose={() => open()} /> : null}
    </>
  );
}
