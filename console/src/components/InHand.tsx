import { Button, Tag } from "antd";
import { useEffect, useRef, useState } from "react";
import * as calls from "../api/calls";
import { asProblem, type Problem } from "../api/http";
import type { Incident, LoggedEvent, Town } from "../api/types";
import { useWords } from "../i18n/context";
import { ActionBar } from "./ActionBar";
import { Clocks } from "./Clocks";
import { CommandForm } from "./CommandForm";
import { Facts } from "./Facts";
import { Hazards } from "./Hazards";
import { ProblemAlert } from "./ProblemAlert";
import { FollowUps, Referrals } from "./Referrals";
import { Timeline } from "./Timeline";
import { Units } from "./Units";

type Props = {
  incident: Incident;
  town: Town;
  now: number;
  acting: string | undefined;
  onAct: (code: string | undefined) => void;
  onChanged: (incident: Incident) => void;
  onBack: () => void;
  refreshTown: () => Promise<Town>;
};

/** The incident in hand. */
export function InHand({ incident, town, now, acting, onAct, onChanged, onBack, refreshTown }: Props) {
  const { t, name } = useWords();
  const [events, setEvents] = useState<LoggedEvent[]>([]);
  const [problem, setProblem] = useState<Problem>();
  const [tries, setTries] = useState(0);
  const bar = useRef<HTMLDivElement>(null);
  const { id, version } = incident;

  useEffect(() => {
    const stop = new AbortController();
    calls.events(id, stop.signal).then(
      (news) => {
        setEvents(news);
        setProblem(undefined);
      },
      (error: unknown) => {
        if (!stop.signal.aborted) setProblem(asProblem(error));
      },
    );
    return () => stop.abort();
  }, [id, version, tries]);

  const reload = () =>
    calls.incident(id).then(
      (fresh) => {
        onChanged(fresh);
        setTries((count) => count + 1);
      },
      (error: unknown) => setProblem(asProblem(error)),
    );

  const leave = () => {
    onAct(undefined);
    // The next step's button is the place to go on.
    requestAnimationFrame(() => bar.current?.querySelector("button")?.focus());
  };

  return (
    <article className="in-hand" aria-labelledby="hand-title">
      <div className="hand-head">
        <Button className="only-narrow" onClick={onBack}>
          ← {t("app.back")}
        </Button>
        <div className="hand-title">
          <h2 id="hand-title">{incident.address}</h2>
          <p className="tags">
            <span className={`phase phase-${incident.phase}`} data-testid="phase">
              {name("phase", incident.phase, incident.phase_name)}
            </span>
            <code>{incident.id}</code>
            {incident.round > 1 ? <Tag>{t("incident.round", { round: incident.round })}</Tag> : null}
            {incident.intervened ? <Tag>{t("incident.intervened")}</Tag> : null}
            {incident.late_entries > 0 ? <Tag>{t("incident.late_entries", { count: incident.late_entries })}</Tag> : null}
            {incident.merged_into ? <Tag>{t("incident.merged_into", { id: incident.merged_into })}</Tag> : null}
          </p>
        </div>
        <ActionBar incident={incident} acting={acting} onAct={onAct} barRef={bar} />
      </div>
      <div className="hand-body">
        <div className="column">
          <Hazards incident={incident} />
          {acting ? (
            <CommandForm
              key={acting}
              code={acting}
              incident={incident}
              town={town}
              events={events}
              onSwitch={onAct}
              onDone={(changed) => {
                onChanged(changed);
                leave();
              }}
              onCancel={leave}
              onStale={reload}
              refreshTown={refreshTown}
            />
          ) : null}
          <Facts incident={incident} now={now} />
          <Units units={incident.units} now={now} />
          <Referrals referrals={incident.referrals} now={now} />
          <FollowUps followUps={incident.follow_ups} now={now} />
        </div>
        <div className="column">
          <Clocks clocks={incident.clocks} now={now} />
          {problem ? (
            <ProblemAlert
              problem={problem}
              action={<Button onClick={() => setTries((count) => count + 1)}>{t("app.retry")}</Button>}
            />
          ) : null}
          <Timeline events={events} incident={incident} town={town} now={now} />
        </div>
      </div>
    </article>
  );
}
