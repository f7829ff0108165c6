import { Alert, App, Button } from "antd";
import { useState } from "react";
import * as assessments from "../api/assessments";
import { asProblem, serverNow } from "../api/http";
import { MonthTools } from "../components/MonthTools";
import { Shown } from "../components/Shown";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { deskRoute } from "../lib/deskRoute";
import { mayManageAssessment } from "../lib/rights";
import { save } from "../forms/save";
import { shortTime } from "../lib/time";
import { useAsked } from "../state/useAsked";
import { useNews } from "../state/useNews";
import { go } from "../state/useRoute";
import { Appeals } from "./Appeals";
import type { AssessmentProps } from "./AssessmentPage";
import { Corrections } from "./Corrections";
import { EvidencePanel } from "./EvidencePanel";
import { LineTable } from "./LineTable";
import { MonthAct } from "./MonthAct";
import { Revisions } from "./Revisions";

/** The commands given from the head of the month; the others stand by what they are about. */
const AT_HEAD = ["draft", "publish", "recompute", "correct", "finalise", "appeal"];

/** A month's table by the published formula, with all that was said about it since. */
export function Month({ month, route, session }: AssessmentProps & { month: string }) {
  const { t, name, town } = useWords();
  const { message } = App.useApp();
  const [act, setAct] = useState<{ code: string; number?: number }>();
  const asked = useAsked<{ kept?: assessments.Assessment; preview?: assessments.Preview }>(month, async (signal) => {
    const kept = await assessments.month(month, signal);
    return kept ? { kept } : { preview: await assessments.preview(month, signal) };
  });
  useNews(["stream"], asked.again);
  const order = route.asked.order === "score" ? "score" : "member";
  const at = (path: string[] = [], more: Record<string, string | undefined> = {}) =>
    deskRoute("assessment", [month, ...path], { order: route.asked.order, ...more });
  const when = (iso: string | null | undefined) => (iso ? shortTime(iso, town?.utc_offset_seconds ?? 0, serverNow()) : "—");
  const [, member] = route.path;
  return (
    <>
      <MonthTools month={month} at={(one) => deskRoute("assessment", [one])}>
        <To route={deskRoute("assessment")}>{t("assess.all_months")}</To>
      </MonthTools>
      <Shown asked={asked}>
        {({ kept, preview }) => {
          const table = kept ?? preview;
          if (!table) return null;
          const allowed = kept?.allowed ?? (mayManageAssessment(session.role) ? [{ code: "draft", name: t("assess.compute") }] : []);
          return (
            <>
              <div className="paper-head" data-tour="assess-stage">
                <p className="row">
                  {kept ? (
                    <span className={`mark stage-${kept.stage}`} data-testid="stage">
                      {name("stage", kept.stage, kept.stage_name)}
                    </span>
                  ) : (
                    <span className="mark" data-testid="stage">
                      {t("assess.preview")}
                    </span>
                  )}
                  <span className="quiet">{t("assess.basis", { incidents: table.incidents, position: table.log_position })}</span>
                  <To route={deskRoute("assessment", ["formula"])}>{t("assess.formula_n", { version: table.scoring.version })}</To>
                </p>
                <div className="row" role="group" aria-label={t("action.bar")}>
                  {AT_HEAD.flatMap((code) => allowed.filter((one) => one.code === code)).map((one, nth) => (
                    <Button key={one.code} type={nth === 0 ? "primary" : "default"} onClick={() => setAct({ code: one.code })}>
                      {name("assessment_command", one.code, one.name)}
                    </Button>
                  ))}
                  {kept ? (
                    <Button onClick={() => assessments.csv(month).then(save, (error: unknown) => message.error(asProblem(error).message))}>CSV</Button>
                  ) : null}
                </div>
              </div>
              {kept?.published_at ? (
                <p className="quiet">
                  {t("assess.published", { time: when(kept.published_at), until: when(kept.appeal_until) })}
                  {kept.final_at ? ` · ${t("assess.final_at", { time: when(kept.final_at) })}` : null}
                </p>
              ) : null}
              {!kept ? <Alert type="info" showIcon title={t("assess.preview_note")} /> : null}
              {act ? (
                <MonthAct
                  key={`${act.code}.${act.number ?? ""}`}
                  month={month}
                  act={act}
                  allowed={allowed}
                  table={table}
                  version={kept?.version}
                  appeal={kept?.appeals.find((one) => one.number === act.number)}
                  onDone={(changed) => {
                    setAct(undefined);
                    asked.put({ kept: changed });
                  }}
                  onCancel={() => setAct(undefined)}
                />
              ) : null}
              {kept ? <Revisions month={kept} onDecide={() => setAct({ code: "decide_revision" })} /> : null}
              {kept ? <Appeals month={kept} onDecide={(number) => setAct({ code: "decide_appeal", number })} /> : null}
              <LineTable lines={table.lines} scoring={table.scoring} order={order} kept={kept !== undefined} corrections={kept?.corrections ?? []} at={at} />
              {kept ? <Corrections corrections={kept.corrections} /> : null}
              {kept ? <p className="fine">{t("assess.log", { position: kept.log_position, hash: kept.log_hash })}</p> : null}
              {kept && member ? (
                <EvidencePanel month={month} member={member} part={route.asked.part} scoring={table.scoring} at={at} onClose={() => go(at())} />
              ) : null}
            </>
          );
        }}
      </Shown>
    </>
  );
}
