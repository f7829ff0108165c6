import { Button } from "antd";
import { useState } from "react";
import type { Problem } from "../api/http";
import type { Incident, Session, Town } from "../api/types";
import { ProblemAlert } from "../components/ProblemAlert";
import { Wait } from "../components/Wait";
import { useWords } from "../i18n/context";
import { AlertList } from "./AlertList";
import { MapPane } from "./MapPane";
import { UnitList } from "./UnitList";
import { WaitingList } from "./WaitingList";
import type { Situation } from "./useSituation";

type Props = {
  session: Session;
  town: Town;
  situation: Situation;
  loaded: boolean;
  problem: Problem | undefined;
  incidents: ReadonlyMap<string, Incident>;
  chosen: string | undefined;
  now: number;
  onPick: (incident: string) => void;
  onPrioritise: (incident: string) => void;
  onChanged: () => void;
};

const TABS = ["units", "waiting", "alerts"] as const;
type Tab = (typeof TABS)[number];

/** The town beside the incident in hand: the map, the cars, what waits for one, what is unanswered. */
export function SituationPane(props: Props) {
  const { session, town, situation, loaded, problem, incidents, chosen, now, onPick, onChanged } = props;
  const { t } = useWords();
  const [tab, setTab] = useState<Tab>("units");
  // On a small screen the lists open over the queue's lower part, and close by the same tab.
  const [opened, setOpened] = useState(false);
  // A call for help stands over the page already.
  const alerts = situation.alerts.filter((one) => one.matter !== "sos");
  const counts: Record<Tab, number> = { units: situation.units.length, waiting: situation.queued.length, alerts: alerts.length };
  const move = (by: number) => {
    const next = TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length] ?? "units";
    setTab(next);
    document.getElementById(`situation-tab-${next}`)?.focus();
  };
  return (
    <aside className={opened ? "situation opened" : "situation"} aria-label={t("room.situation")} data-tour="situation">
      <MapPane session={session} {...(chosen === undefined ? {} : { incident: chosen })} onPick={onPick} sos={situation.sos} onSosChanged={onChanged} />
      <div className="situation-lists">
        <div className="tabs" role="tablist" aria-label={t("room.situation")}>
          {TABS.map((one) => (
            <button
              key={one}
              type="button"
              role="tab"
              id={`situation-tab-${one}`}
              aria-selected={tab === one}
              aria-controls="situation-panel"
              tabIndex={tab === one ? 0 : -1}
              className={one !== "units" && counts[one] > 0 ? "some" : ""}
              onClick={() => {
                setTab(one);
                setOpened(!opened || one !== tab);
              }}
              onKeyDown={(event) => {
                if (event.key === "ArrowRight") move(1);
                if (event.key === "ArrowLeft") move(-1);
              }}
            >
              {t(`room.tab.${one}`)} <b>{counts[one]}</b>
            </button>
          ))}
        </div>
        <div className="situation-panel" role="tabpanel" id="situation-panel" aria-labelledby={`situation-tab-${tab}`} tabIndex={0}>
          {problem ? <ProblemAlert problem={problem} action={<Button onClick={onChanged}>{t("app.retry")}</Button>} /> : null}
          {!loaded && !problem ? (
            <Wait />
          ) : tab === "units" ? (
            <UnitList situation={situation} town={town} now={now} onPick={onPick} onChanged={onChanged} />
          ) : tab === "waiting" ? (
            <WaitingList queued={situation.queued} incidents={incidents} now={now} onPick={onPick} onPrioritise={props.onPrioritise} />
          ) : (
            <AlertList alerts={alerts} incidents={incidents} now={now} onPick={onPick} onChanged={onChanged} />
          )}
        </div>
      </div>
    </aside>
  );
}
