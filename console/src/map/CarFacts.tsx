import { Fact } from "../components/Fact";
import { useWords } from "../i18n/context";
import { type Car, wind } from "../lib/mapScene";
import { shortTime } from "../lib/time";
import { ago, stateName } from "./pins";
import { Outside } from "./Outside";

type Props = { car: Car; now: number; seesCars: boolean; onIncident: (incident: string) => void };

/** All that is known of a car. */
export function CarFacts({ car, now, seesCars, onIncident }: Props) {
  const words = useWords();
  const { t, town } = words;
  const { seen, incident } = car;
  const offset = town?.utc_offset_seconds ?? 0;
  return (
    <article className="map-facts" data-tour="map-facts" aria-label={car.name}>
      <h3>
        {car.name} <span className="quiet">{car.callSign}</span>
      </h3>
      <dl className="facts">
        <Fact label={t("map.car_state")}>
          {stateName(words, car)}
          {car.since ? <span className="quiet"> {t("map.since", { time: shortTime(car.since, offset, now) })}</span> : null}
        </Fact>
        <Fact label={t("incident.area")}>{car.areaName}</Fact>
        <Fact label={t("unit.crew")}>{car.crew.join(", ") || t("unit.no_crew")}</Fact>
        {incident ? (
          <Fact label={t("map.on_incident")}>
            <button type="button" className="plain-button" onClick={() => onIncident(incident)}>
              {incident}
            </button>
          </Fact>
        ) : null}
        <Fact label={t("map.position")}>
          {!seesCars ? (
            t("map.no_right_cars")
          ) : seen && car.age !== undefined ? (
            <>
              {ago(words, car.age)}
              {car.old ? <b className="wrong"> {t("map.too_old")}</b> : null}
              <span className="quiet"> {t("map.accuracy", { n: seen.accuracy_metres })}</span>
            </>
          ) : (
            t("map.never_seen")
          )}
        </Fact>
        {seen && (seen.heading != null || seen.speed_kmh != null) ? (
          <Fact label={t("map.movement")}>
            {[
              seen.speed_kmh == null ? undefined : `${seen.speed_kmh} km/h`,
              seen.heading == null ? undefined : t(`map.wind.${wind(seen.heading)}`),
            ]
              .filter(Boolean)
              .join(" · ")}
          </Fact>
        ) : null}
      </dl>
      {car.place ? <Outside place={car.place} name={car.callSign} /> : null}
    </article>
  );
}
