import { App, Button } from "antd";
import type { Incident, Referral, Session } from "../api/types";
import { Attachments } from "../components/Attachments";
import { Clocks } from "../components/Clocks";
import { Facts } from "../components/Facts";
import { IncidentAct } from "../components/IncidentAct";
import { Shown } from "../components/Shown";
import { Timeline } from "../components/Timeline";
import { Units } from "../components/Units";
import { useWords } from "../i18n/context";
import { actsOf, clocksOf } from "../lib/inbox";
import { caseAct, referralAct } from "../lib/incidentActs";
import { type Case, useCase } from "../state/useCase";
import { AnswerExtension } from "./AnswerExtension";
import { AskExtension } from "./AskExtension";
import { ReferralFacts } from "./ReferralFacts";

type Props = { id: string; number: number; session: Session; now: number; onChanged: () => void };

/** A referral in hand, with what the loop tells of its incident. */
export function ReferralInHand({ id, number, now, onChanged }: Props) {
  const { t } = useWords();
  const { asked, acting, setActing } = useCase(id);
  const changed = (incident: Incident, code?: string) => {
    // The answer may come when the next form is open already: that stays.
    setActing((now) => (now === code ? undefined : now));
    asked.put({ incident, events: asked.value?.events ?? [] });
    asked.again();
    onChanged();
  };
  return (
    <Shown asked={asked}>
      {(found) => {
        const referral = found.incident.referrals.find((one) => one.referral === number);
        if (!referral) return <p className="middle quiet">{t("inbox.gone")}</p>;
        return (
          <One found={found} referral={referral} now={now} acting={acting} onAct={setActing} onChanged={changed} onStale={asked.again} />
        );
      }}
    </Shown>
  );
}

type OneProps = {
  found: Case;
  referral: Referral;
  now: number;
  acting: string | undefined;
  onAct: (code: string | undefined) => void;
  onChanged: (incident: Incident, code?: string) => void;
  onStale: () => void;
};

function One({ found, referral, now, acting, onAct, onChanged, onStale }: OneProps) {
  const { t, name, town } = useWords();
  const { message } = App.useApp();
  const { incident, events } = found;
  const clocks = clocksOf(incident, referral.referral);
  const acts = actsOf(referral, incident.next);
  const explain = clocks.some((one) => one.outcome === "breached" && !one.explanation) && incident.next.includes("explain_breach");
  const offered = explain ? [...acts, "explain_breach"] : acts;
  const words = { t, name };
  const act = acting ? (referralAct(acting, referral.referral, words) ?? caseAct(acting, incident, words)) : undefined;
  const done = (code: string) => (changed: Incident) => {
    message.success(t("action.sent", { name: name("command", code) }));
    onChanged(changed, code);
  };
  return (
    <article className="in-hand" aria-labelledby="hand-title">
      <div className="hand-head">
        <div className="hand-title">
          <h2 id="hand-title">{incident.address}</h2>
          <p className="tags">
            <span className={`phase referral-${referral.state}`} data-testid="referral-state">
              {name("referral_state", referral.state, referral.state_name)}
            </span>
            <code>
              {incident.id} · {t("inbox.number", { referral: referral.referral })}
            </code>
            <span className="quiet">{name("phase", incident.phase, incident.phase_name)}</span>
          </p>
        </div>
        <div className="action-bar" role="group" aria-label={t("action.bar")} data-tour={offered.length > 0 ? "inbox-acts" : undefined}>
          {offered.map((code, at) => (
            <Button key={code} type={at === 0 ? "primary" : "default"} aria-pressed={acting === code} onClick={() => onAct(acting === code ? undefined : code)}>
              {name("command", code)}
            </Button>
          ))}
          {offered.length === 0 ? <p className="quiet no-act">{t("action.none")}</p> : null}
        </div>
      </div>
      <div className="hand-body">
        <div className="column">
          {acting === "ask_extension" ? (
            <AskExtension found={found} referral={referral} onStale={onStale} onDone={done(acting)} onCancel={() => onAct(undefined)} />
          ) : acting === "answer_extension" ? (
            <AnswerExtension found={found} referral={referral} onStale={onStale} onDone={done(acting)} onCancel={() => onAct(undefined)} />
          ) : acting && act ? (
            <IncidentAct
              key={acting}
              code={acting}
              about={String(referral.referral)}
              found={found}
              {...act}
              onDone={done(acting)}
              onCancel={() => onAct(undefined)}
              onStale={onStale}
            />
          ) : null}
          <ReferralFacts referral={referral} now={now} />
          <Attachments incident={incident} onChanged={onChanged} />
          <Facts incident={incident} now={now} />
          <Units units={incident.units} now={now} />
        </div>
        <div className="column">
          <Clocks clocks={clocks} now={now} />
          {town ? <Timeline events={events} incident={incident} town={town} now={now} /> : null}
        </div>
      </div>
    </article>
  );
}
