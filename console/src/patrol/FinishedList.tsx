import { To } from "../components/To";
import { serverNow } from "../api/http";
import type { Incident } from "../api/types";
import { toMinutes } from "../lib/patrol";
import { shortTime } from "../lib/time";
import { useWords } from "./words";

/** What the crew finished today, with what the callers said of it. */
export function FinishedList({ incidents, car }: { incidents: Incident[]; car: string }) {
  const { t, name, offset } = useWords();
  return (
    <section className="p-card" aria-labelledby="p-finished">
      <h2 id="p-finished">{t("patrol.finished", { count: incidents.length })}</h2>
      {incidents.length === 0 ? <p>{t("patrol.finished.none")}</p> : null}
      <ul className="p-list">
        {incidents.map((one) => {
          const part = one.units.findLast((unit) => unit.unit === car);
          const rated = one.follow_ups.findLast((call) => call.grade);
          return (
            <li key={one.id}>
              <To route={{ page: "patrol", view: "now", incident: one.id }} className="p-row">
                <b>{one.address}</b>
                <span className="p-small">
                  {part?.arrived_at ? t("patrol.finished.arrived", { time: toMinutes(shortTime(part.arrived_at, offset, serverNow())) }) : ""} ·{" "}
                  {name("phase", one.phase, one.phase_name)} ·{" "}
                  {rated?.grade ? t("patrol.finished.rated", { grade: name("grade", rated.grade, rated.grade_name) }) : t("patrol.finished.unrated")}
                </span>
              </To>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
