import { Button, Input } from "antd";
import { type FormEvent, useRef, useState } from "react";
import * as calls from "../api/calls";
import { asProblem, type Problem } from "../api/http";
import { ActKeys } from "../api/key";
import type { Caller, Incident } from "../api/types";
import { ProblemAlert } from "../components/ProblemAlert";
import { useWords } from "../i18n/context";

/** Whom to call: masked, and in clear for a reason that the log keeps, as long as the caller is in hand. */
export function CallerCard({ incident, joined }: { incident: Incident; joined: string | undefined }) {
  const { t } = useWords();
  const [caller, setCaller] = useState<Caller>();
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const keys = useRef(new ActKeys());
  // The caller of a merged call is found under that call's own number.
  const id = joined ?? incident.id;
  const masked = joined ? undefined : (incident.caller ?? undefined);
  const may = joined ? true : incident.next.includes("reveal_caller");

  const reveal = async (event: FormEvent) => {
    event.preventDefault();
    if (!reason.trim() || busy) return;
    setBusy(true);
    try {
      setCaller(await calls.revealCaller(id, reason.trim(), keys.current.keyFor(reason.trim())));
      keys.current.done();
      setProblem(undefined);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };

  const shown = caller ?? masked;
  return (
    <section className="card caller" aria-labelledby="caller-title" data-tour="follow-caller">
      <h3 id="caller-title">{t("follow.caller")}</h3>
      {problem ? <ProblemAlert problem={problem} /> : null}
      <p className="caller-line">
        <b>{shown?.name ?? (joined ? t("follow.caller_of", { id: joined }) : t("incident.no_caller"))}</b>
        {shown?.phone ? <span className="figure caller-phone">{shown.phone}</span> : null}
        {caller ? (
          <Button size="small" onClick={() => setCaller(undefined)}>
            {t("follow.hide")}
          </Button>
        ) : null}
      </p>
      {caller ? (
        <p className="quiet fine">{t("follow.revealed")}</p>
      ) : may && (masked || joined) ? (
        <form className="reveal" onSubmit={reveal}>
          <label htmlFor="follow-reason">{t("follow.reason")}</label>
          <div className="row">
            <Input id="follow-reason" value={reason} onChange={(event) => setReason(event.target.value)} />
            <Button htmlType="submit" loading={busy} disabled={!reason.trim()}>
              {t("follow.reveal")}
            </Button>
          </div>
          <div className="row">
            {(["follow.reason_call", "follow.reason_complaint", "follow.reason_again"] as const).map((key) => (
              <button key={key} type="button" className="phase-button" onClick={() => setReason(t(key))}>
                {t(key)}
              </button>
            ))}
          </div>
          <p className="quiet fine">{t("follow.reveal_note")}</p>
        </form>
      ) : null}
    </section>
  );
}
