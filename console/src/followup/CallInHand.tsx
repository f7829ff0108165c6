import { App, Button } from "antd";
import type { FollowUpItem } from "../api/desks";
import type { Incident } from "../api/types";
import { Clocks } from "../components/Clocks";
import { Facts } from "../components/Facts";
import { IncidentAct } from "../components/IncidentAct";
import { Shown } from "../components/Shown";
import { Timeline } from "../components/Timeline";
import { useWords } from "../i18n/context";
import { commandOf, graded, triesNow } from "../lib/followUp";
import { caseAct } from "../lib/incidentActs";
import { type Case, useCase } from "../state/useCase";
import { AnswerForm } from "./AnswerForm";
import { CallerCard } from "./CallerCard";
import { Graded } from "./Graded";
import { RatingLinkCard } from "./RatingLinkCard";
import { ScriptCard } from "./ScriptCard";
import { Tries } from "./Tries";

type Props = {
  id: string;
  /** The call that was merged in, where its caller is followed up. */
  joined: string | undefined;
  /** The desk's line, while it is on the list that is shown. */
  item: FollowUpItem | undefined;
  now: number;
  onChanged: () => void;
  onNext: (() => void) | undefined;
};

/** A caller in hand: whom to call, what to say, what was answered. */
export function CallInHand(props: Props) {
  const { asked, acting, setActing } = useCase(props.id);
  return (
    <Shown asked={asked}>
      {(found) => (
        <One
          {...props}
          found={found}
          acting={acting}
          onAct={setActing}
          onIncident={(incident, code) => {
            // The answer may come when the next form is open already: that stays.
            setActing((now) => (now === code ? undefined : now));
            asked.put({ incident, events: found.events });
            asked.again();
            props.onChanged();
          }}
          onStale={asked.again}
        />
      )}
    </Shown>
  );
}

type OneProps = Props & {
  found: Case;
  acting: string | undefined;
  onAct: (code: string | undefined) => void;
  onIncident: (incident: Incident, code?: string) => void;
  onStale: () => void;
};

const BESIDE = ["close", "reopen", "explain_breach"];

function One({ found, joined, item, now, acting, onAct, onIncident, onStale, onNext }: OneProps) {
  const { t, name, town } = useWords();
  const { message } = App.useApp();
  const { incident, events } = found;
  const tries = triesNow({ incident, joined: joined ?? null }, events);
  const may = incident.next.some((code) => code === commandOf({ joined: joined ?? null }));
  const crews = graded(incident, events);
  const unexplained = incident.clocks.some((one) => one.outcome === "breached" && !one.explanation);
  const beside = BESIDE.filter((code) => incident.next.some((one) => one === code)).filter((code) => code !== "explain_breach" || unexplained);
  const act = acting ? caseAct(acting, incident, { t, name }) : undefined;
  const wish = incident.case.wish ?? item?.wish;
  return (
    <article className="in-hand" aria-labelledby="hand-title">
      <div className="hand-head">
        <div className="hand-title">
          <h2 id="hand-title">{incident.address}</h2>
          <p className="tags">
            <span className={`phase phase-${incident.phase}`} data-testid="phase">
              {name("phase", incident.phase, incident.phase_name)}
            </span>
            <code>{incident.id}</code>
            {joined ? <span className="mark">{t("follow.joined_of", { id: joined })}</span> : null}
            {incident.round > 1 ? <span className="mark busy">{t("incident.round", { round: incident.round })}</span> : null}
            {item?.reasons.map((one) => (
              <span className="mark" key={one.code}>
                {name("draw_reason", one.code, one.name)}
              </span>
            ))}
          </p>
          {wish ? <p className="wrong">{t("follow.wish", { text: wish })}</p> : null}
        </div>
        <div className="action-bar" role="group" aria-label={t("action.bar")}>
          {beside.map((code) => (
            <Button key={code} type={code === "close" && !may ? "primary" : "default"} aria-pressed={acting === code} onClick={() => onAct(acting === code ? undefined : code)}>
              {name("command", code)}
            </Button>
          ))}
          {onNext ? <Button onClick={onNext}>{t("follow.next")} →</Button> : null}
        </div>
      </div>
      <div className="hand-body">
        <div className="column">
          {acting && act ? (
            <IncidentAct
              key={acting}
              code={acting}
              found={found}
              {...act}
              onDone={(changed) => {
                message.success(t("action.sent", { name: name("command", acting) }));
                onIncident(changed, acting);
              }}
              onCancel={() => onAct(undefined)}
              onStale={onStale}
            />
          ) : null}
          <CallerCard incident={incident} joined={joined} />
          {may ? (
            <AnswerForm incident={incident} joined={joined} tries={tries.length} needed={item?.attempts_needed} onDone={onIncident} onStale={onStale} />
          ) : null}
          <Tries tries={tries} needed={item?.attempts_needed} now={now} />
          <Graded units={crews} followUps={tries} />
          <Facts incident={incident} now={now} />
        </div>
        <div className="column">
          <ScriptCard category={incident.category ?? undefined} given={item?.script ?? undefined} />
          {joined ? null : <RatingLinkCard incident={incident} onChanged={onStale} now={now} />}
          <Clocks clocks={incident.clocks.filter((one) => one.clock === "follow_up" || one.outcome === "breached")} now={now} />
          {town ? <Timeline events={events} incident={incident} town={town} now={now} /> : null}
        </div>
      </div>
    </article>
  );
}
