import { useEffect } from "react";
import type { Session } from "../api/types";
import { asked, calls } from "../lib/patrol";
import { useRoute } from "../state/useRoute";
import { TourHost } from "../tour/TourHost";
import { Banners } from "./Banners";
import { PatrolContext } from "./context";
import { callsToCrew } from "./HelpCalls";
import { MainAct } from "./MainAct";
import { NowView } from "./NowView";
import { OneView } from "./OneView";
import { OutboxView } from "./OutboxView";
import { usePrefs } from "./prefs";
import { SettingsView } from "./SettingsView";
import { ShiftView } from "./ShiftView";
import { Sos } from "./Sos";
import { ToTask } from "./ToTask";
import { Top } from "./Top";
import { Undo } from "./Undo";
import { useAlarm } from "./useAlarm";
import { usePatrolState } from "./usePatrolState";
import { useWords } from "./words";

/** The page of a member who is logged in. */
export function Shell({ session, onLogOut }: { session: Session; onLogOut: () => void }) {
  const { t, language } = useWords();
  const patrol = usePatrolState(session, onLogOut);
  const { known, part, quiet, foreseen } = patrol;
  const route = useRoute();
  const { sound } = usePrefs();
  const help = callsToCrew(known?.sos ?? [], known?.member, known?.own?.car.id).some((one) => !one.acknowledged_at);
  useAlarm(help ? "sos" : asked(part) ? "asked" : calls(part) && !quiet ? "assigned" : undefined, !sound || !patrol.acting);
  useAlarm(patrol.news ? "news" : undefined, !sound);
  useEffect(() => {
    document.title = foreseen ? `${foreseen.address} · ${t("patrol.title")}` : t("patrol.title");
  }, [foreseen, t]);
  const view = route.page === "patrol" ? route.view : "now";
  const one = route.page === "patrol" ? route.incident : undefined;
  return (
    <PatrolContext value={patrol}>
      <div className="patrol">
        <Top view={view} />
        <main className="p-main" id="content" tabIndex={-1} data-tour="patrol-main">
          <Banners />
          {view === "shift" ? <ShiftView /> : null}
          {view === "outbox" ? <OutboxView /> : null}
          {view === "settings" ? <SettingsView /> : null}
          {view === "now" ? one && one !== foreseen?.id ? <OneView id={one} /> : <NowView /> : null}
        </main>
        <footer className="p-bar" data-tour="patrol-bar">
          <Undo />
          <Sos />
          {view === "now" && !(one && one !== foreseen?.id) ? <MainAct /> : <ToTask />}
        </footer>
        <TourHost
          who={session}
          here="patrol"
          language={language}
          failed={
            <p className="p-note warn" role="alert">
              {t("patrol.tour.failed")}
            </p>
          }
        />
      </div>
    </PatrolContext>
  );
}
