import { Alert, Button, Input, Modal } from "antd";
import { useState } from "react";
import type { FilingCommand, FilingView } from "../../api/performance";
import type { Session } from "../../api/types";
import { useWords } from "../../i18n/context";
import { useNamed } from "../../i18n/named";
import { type Act, actsAt } from "../../lib/performance/filing";
import { mayManagePerformance, maySignForms } from "../../lib/rights";
import { day, time } from "../../lib/time";
import { useDraft } from "../../state/useDraft";
import { GiveProblem } from "./GiveProblem";
import { To } from "../../components/To";
import type { Give } from "./useFiling";

const LINE = ["open", "prepared", "reviewed", "signed"] as const;

/** Where the filing stands on its line, who stood for each step, and what may be done next. */
export function Stages({ filing, session, give }: { filing: FilingView; session: Session; give: Give }) {
  const { t, town } = useWords();
  const named = useNamed();
  const offset = town?.utc_offset_seconds ?? 0;
  const [asking, setAsking] = useState<Act>();
  const at = LINE.findIndex((one) => one === filing.stage);
  const who = { account: session.account, manages: mayManagePerformance(session.role), signs: maySignForms(session.role) };
  const { acts, barred } = actsAt(filing.stage, filing.prepared?.account, who);
  const opened = filing.steps[0];
  const signatures = { open: opened, prepared: filing.prepared, reviewed: filing.reviewed, signed: filing.signed };
  return (
    <section className="card stages" aria-label={t("filing.stage")}>
      <ol className="stage-line">
        {LINE.map((stage, nth) => {
          const by = signatures[stage];
          const is = filing.stage === stage ? "here" : at > nth ? "past" : "ahead";
          return (
            <li key={stage} className={is} aria-current={is === "here" ? "step" : undefined}>
              <b>
                <span aria-hidden="true">{is === "past" || (is === "here" && stage === "signed") ? "✓" : nth + 1}</span> {t(`filing.stage.${stage}`)}
              </b>
              {by && is !== "ahead" ? (
                <span className="fine">
                  {by.name} · {day(by.at, offset)} {time(by.at, offset).slice(0, 5)}
                </span>
              ) : null}
            </li>
          );
        })}
      </ol>
      {filing.stage === "abandoned" ? <Alert type="warning" showIcon title={named(`filing.stage.${filing.stage}`, filing.stage_name)} /> : null}
      {filing.stage === "signed" ? (
        <Alert
          type={typeof filing.superseded_by === "number" ? "warning" : "success"}
          showIcon
          title={typeof filing.superseded_by === "number" ? t("filing.superseded_by", { edition: filing.superseded_by }) : t("filing.locked")}
          description={
            who.manages && typeof filing.superseded_by !== "number" ? (
              <To route={{ page: "project", project: filing.form.project, part: "filings" }}>{t("filing.to_correct")}</To>
            ) : undefined
          }
        />
      ) : null}
      {barred ? <p className="late">{t("filing.barred")}</p> : null}
      {acts.length > 0 ? (
        <div className="row no-print">
          {acts.map((act) => (
            <Button
              key={act}
              type={act === "prepare" || act === "review" || act === "sign" ? "primary" : "default"}
              danger={act === "abandon"}
              onClick={() => setAsking(act)}
            >
              {t(`filing.act.${act}`)}
            </Button>
          ))}
          {filing.must_be_explained.length > 0 && filing.stage === "open" ? (
            <To route={{ page: "filing", filing: filing.id, query: { view: "causes" } }} className="late">
              {t("filing.must_explain", { count: filing.must_be_explained.length })}
            </To>
          ) : null}
        </div>
      ) : null}
      {asking ? <Ask act={asking} filing={filing} give={give} onClose={() => setAsking(undefined)} /> : null}
    </section>
  );
}

function commandOf(act: Act, reason: string): FilingCommand {
  return act === "return" || act === "abandon" ? { do: act, reason } : { do: act };
}

function Ask({ act, filing, give, onClose }: { act: Act; filing: FilingView; give: Give; onClose: () => void }) {
  const { t } = useWords();
  const [kept, setReason] = useDraft<string>(`filing-act.${filing.id}.${act}`);
  const reason = kept ?? "";
  const needs = act === "return" || act === "abandon";
  const close = () => {
    give.forget();
    onClose();
  };
  const send = async () => {
    if (!(await give.run(commandOf(act, reason.trim())))) return;
    setReason(undefined);
    onClose();
  };
  return (
    <Modal
      open
      title={t(`filing.act.${act}`)}
      onCancel={close}
      onOk={() => void send()}
      okText={t(`filing.act.${act}`)}
      okButtonProps={{ danger: act === "abandon", disabled: needs && !reason.trim() }}
      cancelText={t("app.cancel")}
      confirmLoading={give.busy}
    >
      <p>{t(`filing.act_is.${act}`)}</p>
      {needs ? (
        <>
          <label htmlFor="act-reason">{t("event.label.reason")}</label>
          <Input.TextArea id="act-reason" autoSize={{ minRows: 2 }} value={reason} onChange={(event) => setReason(event.target.value)} />
        </>
      ) : null}
      <GiveProblem give={give} />
    </Modal>
  );
}
