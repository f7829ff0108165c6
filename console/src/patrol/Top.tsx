import { To } from "../components/To";
import type { PatrolView } from "../lib/route";
import { refused } from "../lib/outbox";
import { stateOf } from "../lib/patrol";
import { usePatrol } from "./context";
import { useWords } from "./words";

const VIEWS: readonly PatrolView[] = ["now", "shift", "outbox", "settings"];

/** The car, how it stands, whether the phone is heard, and the ways through the page. */
export function Top({ view }: { view: PatrolView }) {
  const { t } = useWords();
  const { known, foreseen, connection, standing, pending, session } = usePatrol();
  const own = known?.own;
  const waits = pending.length + refused(standing.acts, `${session.town}/${session.account}`).length;
  const signal = connection === "live" && !standing.stuck ? "live" : connection === "connecting" ? "connecting" : "broken";
  const state = stateOf(own?.car, foreseen);
  return (
    <header className="p-top" data-tour="patrol-top">
      <div className="p-car">
        <h1>{own ? own.car.name : t("patrol.title")}</h1>
        <p>
          {own ? `${own.car.call_sign} · ` : ""}
          {session.name}
        </p>
      </div>
      {own ? <b className={`p-state ${state}`}>{t(`patrol.state.${state}` as "patrol.state.in_service")}</b> : null}
      <p className={`p-signal ${signal}`} role="status">
        {t(`patrol.signal.${signal}`)}
      </p>
      <nav aria-label={t("patrol.views")}>
        {VIEWS.map((one) => (
          <To key={one} route={{ page: "patrol", view: one }} current={view === one} tour={`patrol-view-${one}`}>
            {t(`patrol.view.${one}`)}
            {one === "outbox" && waits > 0 ? <b className="p-count">{waits}</b> : null}
          </To>
        ))}
      </nav>
    </header>
  );
}
