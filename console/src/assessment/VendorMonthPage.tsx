import { Alert, Button } from "antd";
import { useState } from "react";
import * as assessments from "../api/assessments";
import { serverNow } from "../api/http";
import { Shown } from "../components/Shown";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { yuan } from "../lib/assessment";
import { deskRoute } from "../lib/deskRoute";
import { shortTime } from "../lib/time";
import { useAsked } from "../state/useAsked";
import { go } from "../state/useRoute";
import type { AssessmentProps } from "./AssessmentPage";
import { ClausePanel } from "./ClausePanel";
import { ClauseTable } from "./ClauseTable";
import { VendorAct } from "./VendorAct";

/** A vendor's month: each clause of the contract with what was measured and what it costs. */
export function VendorMonthPage({ project, month, route }: AssessmentProps & { project: string; month: string }) {
  const { t, name, town } = useWords();
  const [act, setAct] = useState<string>();
  const asked = useAsked(`${project}/${month}`, (signal) => assessments.vendorMonth(project, month, signal));
  const at = (clause?: string) => deskRoute("assessment", ["vendor", project, month, ...(clause ? [clause] : [])]);
  const clause = route.path[3];
  const when = (iso: string) => shortTime(iso, town?.utc_offset_seconds ?? 0, serverNow());
  return (
    <>
      <p>
        <To route={deskRoute("assessment", ["vendor"])}>← {t("assess.part.vendor")}</To>
      </p>
      <Shown asked={asked}>
        {(found) => (
          <>
            <div className="paper-head">
              <h2>
                {found.vendor} · {month} <span className={`mark stage-${found.stage}`} data-testid="stage">{name("vendor_stage", found.stage, found.stage_name)}</span>
              </h2>
              <div className="row" role="group" aria-label={t("action.bar")}>
                {found.allowed.map((one, nth) => (
                  <Button key={one.code} type={nth === 0 ? "primary" : "default"} onClick={() => setAct(one.code)}>
                    {name("vendor_command", one.code, one.name)}
                  </Button>
                ))}
              </div>
            </div>
            <p className="quiet">
              {found.project_name} · {t("assess.basis", { incidents: found.incidents, position: found.log_position })} ·{" "}
              {t("vendor.terms", { version: found.terms_version })}
            </p>
            <dl className="leads">
              {(
                [
                  ["vendor.fee", yuan(found.monthly_fee_fen)],
                  ["vendor.most", yuan(found.most_fen)],
                  ["vendor.found", yuan(found.found_fen)],
                  ["vendor.deducted", typeof found.deduction_fen === "number" ? yuan(found.deduction_fen) : "—"],
                ] as const
              ).map(([key, value]) => (
                <div className="card" key={key}>
                  <dt>{t(key)}</dt>
                  <dd>
                    <b>{value}</b>
                    <span>{t("vendor.yuan")}</span>
                  </dd>
                </div>
              ))}
            </dl>
            {act ? (
              <VendorAct
                key={act}
                code={act}
                found={found}
                onDone={(changed) => {
                  setAct(undefined);
                  asked.put(changed);
                }}
                onCancel={() => setAct(undefined)}
              />
            ) : null}
            {found.heard ? (
              <section className="card" aria-labelledby="heard">
                <h3 id="heard">{t("vendor.heard", { name: found.heard.spoken_by, time: when(found.heard.at) })}</h3>
                <p className="call-text">{found.heard.statement}</p>
              </section>
            ) : null}
            {found.decided ? (
              <Alert
                type="info"
                showIcon
                title={t("vendor.decided", { name: found.decided.by.name, time: when(found.decided.at), yuan: yuan(found.decided.deduction_fen) })}
                description={
                  <>
                    <p>{found.decided.reason}</p>
                    <p>{t(found.decided.booked ? "vendor.booked" : "vendor.not_booked")}</p>
                  </>
                }
              />
            ) : null}
            <ClauseTable clauses={found.clauses} at={at} />
            <p className="fine">{t("assess.log", { position: found.log_position, hash: found.log_hash })}</p>
            {clause ? <ClausePanel key={clause} project={project} month={month} clause={clause} onClose={() => go(at())} /> : null}
          </>
        )}
      </Shown>
    </>
  );
}
