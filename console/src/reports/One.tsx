import { Alert, Button } from "antd";
import { useCallback, useEffect, useState } from "react";
import { asProblem, type Problem } from "../api/http";
import * as reports from "../api/reports";
import type { ReportView, Session } from "../api/types";
import { ProblemAlert } from "../components/ProblemAlert";
import { To } from "../components/To";
import { Wait } from "../components/Wait";
import { useWords } from "../i18n/context";
import { mayManagePerformance } from "../lib/rights";
import { save } from "../forms/save";
import { Content } from "./Content";
import { Editions } from "./Editions";
import { Publish } from "./Publish";
import { useReportWords } from "./words";

/** A published report, or a preview of one. */
export function One({ which, session }: { which: reports.Which; session: Session }) {
  const { t } = useWords();
  const words = useReportWords();
  const [view, setView] = useState<ReportView>();
  const [problem, setProblem] = useState<Problem>();
  const [fileProblem, setFileProblem] = useState<Problem>();
  const [busy, setBusy] = useState<string>();
  const [again, setAgain] = useState(0);
  // What is asked, as a text: an object is another one at every drawing.
  const asked = JSON.stringify(which);

  useEffect(() => {
    const asking = new AbortController();
    setView(undefined);
    setProblem(undefined);
    setFileProblem(undefined);
    reports.read(JSON.parse(asked) as reports.Which, asking.signal).then(
      (news) => !asking.signal.aborted && setView(news),
      (error: unknown) => !asking.signal.aborted && setProblem(asProblem(error)),
    );
    return () => asking.abort();
  }, [asked, again]);

  const download = useCallback(
    async (format: "pdf" | "xlsx") => {
      setBusy(format);
      setFileProblem(undefined);
      try {
        save(await reports.download(JSON.parse(asked) as reports.Which, format));
      } catch (error) {
        setFileProblem(asProblem(error));
      } finally {
        setBusy(undefined);
      }
    },
    [asked],
  );

  if (problem) {
    return (
      <>
        <h1>{t("reports.title")}</h1>
        <ProblemAlert problem={problem} action={<Button onClick={() => setAgain((old) => old + 1)}>{t("app.retry")}</Button>} />
        <p>
          <To route={{ page: "reports", kind: "daily" }}>{t("reports.back", { kind: t("reports.kind.daily") })}</To>
        </p>
      </>
    );
  }
  if (!view) return <Wait />;
  const { report } = view;
  const kind = t(`reports.kind.${report.kind}`);
  const preview = typeof view.edition !== "number";
  return (
    <>
      <p className="no-print">
        <To route={{ page: "reports", kind: report.kind }}>{t("reports.back", { kind })}</To>
      </p>
      <div className="paper-head">
        <div>
          <h1>{t("reports.name", { town: session.town_name, kind })}</h1>
          <p className="period">{words.title(report)}</p>
        </div>
        <div className="row no-print" data-tour="report-files">
          {(["pdf", "xlsx"] as const).map((format) => (
            <Button key={format} loading={busy === format} disabled={busy !== undefined} onClick={() => void download(format)}>
              {t("reports.download", { format: format.toUpperCase() })}
            </Button>
          ))}
          <Button onClick={() => window.print()}>{t("page.print")}</Button>
          {mayManagePerformance(session.role) ? <Publish view={view} onPublished={() => setAgain((old) => old + 1)} /> : null}
        </div>
      </div>
      {fileProblem ? <ProblemAlert problem={fileProblem} /> : null}
      {preview ? <Alert type="info" showIcon title={t("reports.preview_note")} /> : <Editions view={view} />}
      <Content view={view} />
    </>
  );
}
