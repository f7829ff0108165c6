import { Button } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import * as calls from "../api/calls";
import { asProblem, type Problem } from "../api/http";
import type { Incident, LoggedEvent, Session, Town } from "../api/types";
import { useWords } from "../i18n/context";
import type { Fields } from "../lib/commands";
import { Drafts, sessionStore } from "../lib/drafts";
import { advised, quick } from "../lib/quick";
import { worksRoom } from "../lib/rights";
import { Attachments } from "../room/Attachments";
import { DraftStrip } from "../room/DraftStrip";
import { DuplicatesCard } from "../room/DuplicatesCard";
import { HandHead } from "../room/HandHead";
import { ProtocolCard } from "../room/ProtocolCard";
import { QuickBar } from "../room/QuickBar";
import { RatingCard } from "../room/RatingCard";
import { RecommendationCard } from "../room/RecommendationCard";
import { SuggestionCard } from "../room/SuggestionCard";
import { useGuide } from "../room/useGuide";
import { usePresence } from "../room/usePresence";
import { Clocks } from "./Clocks";
import { CommandForm } from "./CommandForm";
import { Facts } from "./Facts";
import { Hazards } from "./Hazards";
import { ProblemAlert } from "./ProblemAlert";
import { FollowUps, Referrals } from "./Referrals";
import { Timeline } from "./Timeline";
import { Units } from "./Units";

/** The form that is open, and what it begins with beside what is known. */
export type Acting = { code: string; preset: Fields };

type Props = {
  session: Session;
  incident: Incident;
  town: Town;
  now: number;
  acting: Acting | undefined;
  onAct: (code: string | undefined, preset?: Fields) => void;
  /** A form's command was recorded; by then another form may be open. */
  onDone: (form: Acting) => void;
  onChanged: (incident: Incident) => void;
  onBack: () => void;
  refreshTown: () => Promise<Town>;
  /** With news of the cars the advice is asked for anew. */
  cars: unknown;
};

/** The incident in hand. */
export function InHand(props: Props) {
  const { session, incident, town, now, acting, onAct, onDone, onChanged, onBack, refreshTown, cars } = props;
  const { t } = useWords();
  const [events, setEvents] = useState<LoggedEvent[]>([]);
  const [problem, setProblem] = useState<Problem>();
  const [tries, setTries] = useState(0);
  const bar = useRef<HTMLDivElement>(null);
  const hand = useRef<HTMLElement>(null);
  const { id, version } = incident;
  const { guide, problem: unguided, retry } = useGuide(incident, session.role, acting?.code, cars);
  const others = usePresence(id, acting ? "writing" : "reading");
  const drafts = useMemo(() => new Drafts(session.account, sessionStore()), [session.account]);
  const [, setDropped] = useState(0);

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
        retry();
      },
      (error: unknown) => setProblem(asProblem(error)),
    );

  // The next step's button is the place to go on, unless somebody has gone on already.
  const goOn = () =>
    requestAnimationFrame(() => {
      if (!hand.current?.querySelector("form.command")) bar.current?.querySelector("button")?.focus();
    });
  const failed = problem ?? unguided;
  const may = (code: string) => incident.next.some((one) => one === code);
  const unsent = drafts.on(id).filter((one) => one.code !== acting?.code);
  const { suggestion, duplicates, recommendation } = guide;

  return (
    <article ref={hand} className="in-hand" aria-labelledby="hand-title">
      <HandHead
        incident={incident}
        now={now}
        others={others}
        acting={acting?.code}
        onAct={onAct}
        onBack={onBack}
        barRef={bar}
        quiet={!acting && quick(incident, guide).is === "ready"}
      />
      <QuickBar
        incident={incident}
        guide={guide}
        town={town}
        busyElsewhere={acting !== undefined}
        onAct={onAct}
        onDone={onChanged}
        onStale={reload}
      />
      <div className="hand-body">
        <div className="column">
          <Hazards incident={incident} />
          <DraftStrip
            drafts={unsent}
            now={now}
            onOpen={onAct}
            onDrop={(code) => {
              drafts.drop(id, code);
              setDropped((count) => count + 1);
            }}
          />
          {acting ? (
            <CommandForm
              key={acting.code}
              code={acting.code}
              incident={incident}
              town={town}
              events={events}
              preset={{ ...advised(acting.code, incident, guide), ...acting.preset }}
              recommendation={recommendation}
              drafts={drafts}
              onSwitch={onAct}
              onDone={(changed) => {
                onChanged(changed);
                onDone(acting);
                goOn();
              }}
              onCancel={() => {
                onAct(undefined);
                goOn();
              }}
              onStale={reload}
              refreshTown={refreshTown}
            />
          ) : null}
          <Facts incident={incident} now={now} />
          {suggestion ? <SuggestionCard suggestion={suggestion} /> : null}
          {recommendation ? (
            <RecommendationCard
              recommendation={recommendation}
              town={town}
              onPick={may("assign") && !acting ? (unit) => onAct("assign", { unit }) : undefined}
            />
          ) : null}
          <DuplicatesCard
            duplicates={duplicates ?? []}
            now={now}
            onMerge={may("merge") && !acting ? (into) => onAct("merge", { into }) : undefined}
          />
          {incident.units.length > 0 || incident.phase === "accepted" ? <Units units={incident.units} now={now} /> : null}
          {worksRoom(session.role) ? (
            <ProtocolCard
              incident={incident}
              town={town}
              suggested={suggestion?.category ?? undefined}
              suggestedSub={suggestion?.subcategory ?? undefined}
            />
          ) : null}
          <Referrals referrals={incident.referrals} now={now} />
          <FollowUps followUps={incident.follow_ups} now={now} />
          <Attachments incident={incident} now={now} onChanged={onChanged} />
          <RatingCard incident={incident} role={session.role} now={now} />
        </div>
        <div className="column">
          {failed ? (
            <ProblemAlert
              problem={failed}
              action={
                <Button
                  onClick={() => {
                    setTries((count) => count + 1);
                    retry();
                  }}
                >
                  {t("app.retry")}
                </Button>
              }
            />
          ) : null}
          <Clocks clocks={incident.clocks} now={now} />
          <Timeline events={events} incident={incident} town={town} now={now} />
        </div>
      </div>
    </article>
  );
}
