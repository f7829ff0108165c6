import { ClockLine } from "../components/ClockLine";
import { To } from "../components/To";
import type { Problem } from "../api/http";
import type { Advice } from "../api/types";
import { useWords } from "../i18n/context";
import { mostUrgent } from "../lib/clocks";
import { metres } from "../lib/mapGeometry";
import type { Car, Spotted } from "../lib/mapScene";
import { shortTime } from "../lib/time";
import { AdvicePanel } from "./AdvicePanel";
import { Outside } from "./Outside";

type Props = {
  spotted: Spotted;
  cars: readonly Car[];
  now: number;
  advice: Advice | undefined;
  problem: Problem | undefined;
  onCar: (car: string) => void;
};

/** An incident as far as the map needs it; the desk has the rest. */
export function IncidentFacts({ spotted, cars, now, advice, problem, onCar }: Props) {
  const { t, name, town } = useWords();
  const { incident, place, hazard } = spotted;
  const clock = mostUrgent(incident);
  const there = incident.units.filter((unit) => !unit.released_at);
  return (
    <article className="map-facts" data-tour="map-facts" aria-label={incident.address}>
      <h3>{incident.address}</h3>
      <p className="tags">
        <span className={`phase phase-${incident.phase}`}>{name("phase", incident.phase, incident.phase_name)}</span>
        {hazard ? <span className="danger">⚠ {t("queue.hazard")}</span> : null}
        {clock ? <ClockLine clock={clock} now={now} /> : null}
      </p>
      <p>{incident.text}</p>
      <p className="quiet">
        {[
          incident.category ? name("category", incident.category, incident.category_name) : t("queue.uncategorised"),
          incident.area_name ?? t("queue.no_area"),
          shortTime(incident.received_at, town?.utc_offset_seconds ?? 0, now),
        ].join(" · ")}
      </p>
      {there.length > 0 ? (
        <ul className="plain">
          {there.map((unit) => {
            const from = cars.find((car) => car.id === unit.unit)?.place;
            return (
              <li key={unit.unit}>
                <button type="button" className="plain-button" onClick={() => onCar(unit.unit)}>
                  {unit.name}
                </button>{" "}
                <span className="mark">{t(unit.lead ? "unit.lead" : "unit.support")}</span>
                {from && place ? <span className="quiet"> {t("map.straight", { km: (metres(from, place) / 1000).toFixed(1) })}</span> : null}
              </li>
            );
          })}
        </ul>
      ) : null}
      <p>
        <To route={{ page: "desk", incident: incident.id }}>{t("map.to_desk", { id: incident.id })}</To>
      </p>
      <AdvicePanel advice={advice} problem={problem} onCar={onCar} />
      {place ? <Outside place={place} name={incident.address} /> : <p className="quiet">{t("map.no_place")}</p>}
    </article>
  );
}
