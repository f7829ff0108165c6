import { Button, Empty, Input } from "antd";
import { type FormEvent, useCallback, useEffect, useState } from "react";
import { asProblem, type Problem, serverNow } from "../api/http";
import * as reports from "../api/reports";
import type { ReportLine } from "../api/types";
import { ProblemAlert } from "../components/ProblemAlert";
import { To } from "../components/To";
import { Wait } from "../components/Wait";
import { useWords } from "../i18n/context";
import type { ReportKind } from "../lib/route";
import { day, time } from "../lib/time";
import { go } from "../state/useRoute";
import { Kinds } from "./Kinds";
import { useReportWords } from "./words";

/** The published reports of a kind, page by page, and the way to a preview. */
export function List({ kind }: { kind: ReportKind }) {
  const { t } = useWords();
  const [lines, setLines] = useState<ReportLine[]>();
  const [next, setNext] = useState<string | null>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  const load = useCallback(
    async (cursor?: string) => {
      setBusy(true);
      try {
        const page = await reports.list(kind, cursor);
        setLines((old) => (cursor === undefined ? page.reports : [...(old ?? []), ...page.reports]));
        setNext(page.next ?? null);
        setProblem(undefined);
      } catch (error) {
        setProblem(asProblem(error));
      } finally {
        setBusy(false);
      }
    },
    [kind],
  );
  useEffect(() => void load(), [load]);

  const name = t(`reports.kind.${kind}`);
  return (
    <>
      <h1>{t("reports.title")}</h1>
      <p className="quiet">{t("reports.what")}</p>
      <Kinds here={kind} />
      <PreviewForm kind={kind} />
      <section aria-labelledby="published" className="card" data-tour="report-list">
        <h2 id="published">{t("reports.published", { kind: name })}</h2>
        {problem ? (
          <ProblemAlert problem={problem} action={<Button onClick={() => void load(next ?? undefined)}>{t("app.retry")}</Button>} />
        ) : null}
        {!lines && !problem ? <Wait /> : null}
        {lines?.length === 0 ? (
          <Empty
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={
              <>
                <p>{t("reports.none", { kind: name })}</p>
                <p className="quiet">{t("reports.none_hint")}</p>
              </>
            }
          />
        ) : null}
        {lines && lines.length > 0 ? <Lines lines={lines} name={name} /> : null}
        {next ? (
          <p>
            <Button loading={busy} onClick={() => void load(next)}>
              {t("reports.more")}
            </Button>
          </p>
        ) : null}
      </section>
    </>
  );
}

function Lines({ lines, name }: { lines: ReportLine[]; name: string }) {
  const { t, town } = useWords();
  const words = useReportWords();
  const offset = town?.utc_offset_seconds ?? 0;
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t("reports.published", { kind: name })}>
      <table className="sheet-table report-list">
        <thead>
          <tr>
            <th scope="col">{t("reports.period")}</th>
            <th scope="col">{t("reports.id")}</th>
            <th scope="col">{t("reports.edition")}</th>
            <th scope="col">{t("reports.published_at")}</th>
            <th scope="col">{t("reports.position")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <To route={{ page: "report", id: one.id }} tour="report-link">
                  {words.title({ id: one.id, kind: one.kind, period: { from: one.from, to: one.to } })}
                </To>
              </th>
              <td>
                <code>{one.id}</code>
              </td>
              <td>{t("reports.edition_n", { edition: one.edition })}</td>
              <td>
                <time dateTime={one.published_at}>
                  {day(one.published_at, offset)} {time(one.published_at, offset).slice(0, 5)}
                </time>
              </td>
              <td className="number">{one.log_position}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PreviewForm({ kind }: { kind: ReportKind }) {
  const { t, town } = useWords();
  const [chosen, setChosen] = useState<string>();
  const [bad, setBad] = useState(false);
  const value = chosen ?? day(serverNow(), town?.utc_offset_seconds ?? 0);
  const look = (event: FormEvent) => {
    event.preventDefault();
    setBad(!value);
    if (value) go({ page: "preview", kind, day: value });
  };
  return (
    <form className="card row preview-form no-print" data-tour="report-preview" onSubmit={look} aria-label={t("reports.preview_title")}>
      <label htmlFor="preview-day">{t("reports.preview_day")}</label>
      <Input
        id="preview-day"
        type="date"
        value={value}
        status={bad ? "error" : ""}
        aria-invalid={bad}
        aria-describedby={bad ? "preview-bad" : undefined}
        onChange={(event) => setChosen(event.target.value)}
      />
      <Button htmlType="submit">{t("reports.preview")}</Button>
      {bad ? (
        <span id="preview-bad" role="alert" className="wrong">
          {t("reports.preview_bad")}
        </span>
      ) : null}
    </form>
  );
}
