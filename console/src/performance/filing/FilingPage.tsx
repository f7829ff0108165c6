import { Button } from "antd";
import { useCallback, useMemo, useState } from "react";
import * as api from "../../api/performance";
import type { Session } from "../../api/types";
import { Loaded } from "../../components/Loaded";
import { Parts } from "../../components/Parts";
import { To } from "../../components/To";
import { useWords } from "../../i18n/context";
import { savedText, type Typed, unsaved, withTexts } from "../../lib/performance/filing";
import { mayManagePerformance } from "../../lib/rights";
import { useAsked } from "../../state/useAsked";
import { useDraft } from "../../state/useDraft";
import { FileButtons } from "../FileButtons";
import { Causes } from "./Causes";
import { Grounds } from "./Grounds";
import { History } from "./History";
import { Judgements } from "./Judgements";
import { Preview } from "./Preview";
import { SaveBar } from "./SaveBar";
import { Stages } from "./Stages";
import { Texts } from "./Texts";
import { useFiling } from "./useFiling";
import { Workbook } from "./Workbook";

const VIEWS = ["texts", "causes", "judgements", "grounds", "preview", "workbook", "history"] as const;
type View = (typeof VIEWS)[number];
const isView = (text: string | undefined): text is View => VIEWS.some((one) => one === text);

type Props = { id: string; query: Record<string, string | undefined>; session: Session };

/** A filing: written beside its printed page, judged, and brought through its steps. */
export function FilingPage({ id, query, session }: Props) {
  const { t } = useWords();
  const { asked, give } = useFiling(id);
  const view: View = isView(query.view) ? query.view : "texts";
  return (
    <Loaded asked={asked}>
      {(filing) => (
        <>
          <p className="no-print">
            <To route={{ page: "project", project: filing.form.project, part: "filings" }}>{t("filing.back")}</To>
          </p>
          <div className="paper-head">
            <h1>
              {filing.printed.header.project_name} · {t("filing.named", { tracking: filing.tracking, edition: filing.edition })}
            </h1>
            <FileButtons formats={["pdf", "xlsx", "docx"] as const} ask={(format) => api.filingFile(id, format)} />
          </div>
          <Stages filing={filing} session={session} give={give} />
          <Body filing={filing} view={view} field={query.field} session={session} give={give} />
        </>
      )}
    </Loaded>
  );
}

type BodyProps = {
  filing: api.FilingView;
  view: View;
  field: string | undefined;
  session: Session;
  give: ReturnType<typeof useFiling>["give"];
};

function Body({ filing, view, field, session, give }: BodyProps) {
  const { t } = useWords();
  const { id } = filing;
  const may = mayManagePerformance(session.role) && filing.stage === "open";
  const [kept, setKept] = useDraft<Record<string, Typed>>(`filing.${session.account}.${id}`, "browser");
  const [wide, setWide] = useState(true);
  const project = filing.form.project;
  // The drafts are made from the figures as they are now: they are what an open filing's own are.
  const drafts = useAsked(`drafts/${project}/${filing.from}/${filing.to}/${may}`, (signal) =>
    may ? api.form(project, { from: filing.from, to: filing.to }, signal) : Promise.resolve(undefined),
  );
  const typed = useMemo(() => (may ? (kept ?? {}) : {}), [may, kept]);
  const dirty = useMemo(() => unsaved(typed, (one) => savedText(filing, one)), [typed, filing]);
  const printed = useMemo(() => withTexts(filing.printed, dirty), [filing, dirty]);
  const write = useCallback(
    (one: string, text: string | undefined) => {
      const { [one]: before, ...others } = kept ?? {};
      const saved = savedText(filing, one);
      if (text === undefined || text === saved) setKept(Object.keys(others).length > 0 ? others : undefined);
      else setKept({ ...others, [one]: { text, base: before?.base ?? saved } });
    },
    [filing, kept, setKept],
  );
  const parts = VIEWS.filter((one) => may || one !== "workbook").map((one) => ({
    key: one,
    name: t(`filing.view.${one}`),
    route: { page: "filing" as const, filing: id, query: { view: one } },
  }));
  const beside = view === "texts" || view === "causes" || view === "judgements" || view === "grounds";
  const writing = { filing, drafts: drafts.value?.printed, typed, dirty, may, write, at: field, give };
  return (
    <>
      <Parts label={t("filing.views")} here={view} parts={parts} />
      {may ? <SaveBar filing={filing} dirty={dirty} give={give} onSaved={() => setKept(undefined)} /> : null}
      {may && drafts.problem ? (
        <p className="late">
          {t("filing.no_drafts")}{" "}
          <Button size="small" onClick={drafts.again}>
            {t("app.retry")}
          </Button>
        </p>
      ) : null}
      <div className={beside && wide ? "filing-beside" : "filing-alone"}>
        <div className="filing-work">
          {view === "texts" ? <Texts {...writing} /> : null}
          {view === "causes" ? <Causes {...writing} project={project} /> : null}
          {view === "judgements" ? <Judgements filing={filing} may={may} account={session.account} give={give} /> : null}
          {view === "grounds" ? <Grounds filing={filing} may={may} give={give} /> : null}
          {view === "preview" ? <Preview filing={filing} printed={printed} project={project} unsaved={Object.keys(dirty).length > 0} /> : null}
          {view === "workbook" && may ? <Workbook filing={filing} give={give} /> : null}
          {view === "history" ? <History filing={filing} /> : null}
        </div>
        {beside ? (
          <aside className="filing-page-beside" aria-label={t("filing.view.preview")}>
            <p className="row no-print">
              <Button size="small" onClick={() => setWide(!wide)} aria-expanded={wide}>
                {t(wide ? "filing.hide_preview" : "filing.show_preview")}
              </Button>
            </p>
            {wide ? <Preview filing={filing} printed={printed} project={project} unsaved={Object.keys(dirty).length > 0} /> : null}
          </aside>
        ) : null}
      </div>
    </>
  );
}
