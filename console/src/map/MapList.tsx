import { Empty, Input, Radio } from "antd";
import { memo } from "react";
import { ClockLine } from "../components/ClockLine";
import type { Spot } from "../api/types";
import { useWords } from "../i18n/context";
import { mostUrgent } from "../lib/clocks";
import { type Car, type Cry, has, type Spotted } from "../lib/mapScene";
import { ago, stateName } from "./pins";
import { SosList } from "./SosList";

export type Kind = "incidents" | "cars" | "places";

type Props = {
  kind: Kind;
  onKind: (kind: Kind) => void;
  words: string;
  onWords: (words: string) => void;
  cars: readonly Car[];
  incidents: readonly Spotted[];
  cries: readonly Cry[];
  spots: readonly Spot[];
  chosen: string | undefined;
  onChoose: (kind: Kind, id: string) => void;
  onSos: (sos: string) => void;
  seesCars: boolean;
  now: number;
};

/** More places than fit in anybody's eye; the search narrows them. */
const MOST = 60;

/** All that is on the map, in words: searchable, and reached by the keyboard. */
export function MapList(props: Props) {
  const { t, name } = useWords();
  const { kind, words, cars, incidents, spots } = props;
  const found = {
    incidents: incidents.filter(({ incident }) =>
      has([incident.id, incident.address, incident.text, incident.area_name, name("phase", incident.phase, incident.phase_name)], words),
    ),
    cars: cars.filter((car) => has([car.name, car.callSign, car.areaName, car.stateName, car.incident, ...car.crew], words)),
    places: spots.filter((spot) => !spot.gone && has([spot.name, ...spot.aliases, spot.address, spot.kind_name, spot.area?.name], words)),
  };
  const shown = found[kind].length;
  return (
    <section className="map-list" aria-label={t("map.list")} data-tour="map-list">
      <SosList cries={props.cries} chosen={props.chosen} now={props.now} onChoose={props.onSos} />
      <div className="queue-head">
        <Radio.Group
          aria-label={t("map.kind")}
          optionType="button"
          buttonStyle="solid"
          size="small"
          value={kind}
          onChange={(event) => props.onKind(event.target.value as Kind)}
          options={(["incidents", "cars", "places"] as const).map((value) => ({ value, label: `${t(`map.kind.${value}`)} ${found[value].length}` }))}
        />
        <Input
          type="search"
          allowClear
          aria-label={t("map.search")}
          placeholder={t("map.search")}
          value={words}
          onChange={(event) => props.onWords(event.target.value)}
        />
      </div>
      <ul className="map-items" aria-label={t(`map.kind.${kind}`)}>
        {kind === "incidents" ? found.incidents.map((one) => <IncidentItem key={one.incident.id} spotted={one} {...props} />) : null}
        {kind === "cars" ? found.cars.map((car) => <CarItem key={car.id} car={car} {...props} />) : null}
        {kind === "places" ? found.places.slice(0, MOST).map((spot) => <SpotItem key={spot.id} spot={spot} chosen={props.chosen === spot.id} onChoose={props.onChoose} />) : null}
      </ul>
      {shown === 0 ? <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(words ? "map.none_found" : `map.none.${kind}`)} /> : null}
      {kind === "places" && shown > MOST ? <p className="quiet map-more">{t("map.more_places", { shown: MOST, total: shown })}</p> : null}
    </section>
  );
}

type ItemProps = { chosen: string | undefined; onChoose: Props["onChoose"]; now: number; seesCars: boolean };

function IncidentItem({ spotted: { incident, place, hazard }, chosen, onChoose, now }: ItemProps & { spotted: Spotted }) {
  const { t, name } = useWords();
  const clock = mostUrgent(incident);
  return (
    <li>
      <button type="button" data-tour="map-item" className={`item ${chosen === incident.id ? "chosen" : ""}`} aria-pressed={chosen === incident.id} onClick={() => onChoose("incidents", incident.id)}>
        <span className="item-row">
          <span className={`phase phase-${incident.phase}`}>{name("phase", incident.phase, incident.phase_name)}</span>
          {hazard ? <span className="danger">⚠ {t("queue.hazard")}</span> : null}
          {clock ? <ClockLine clock={clock} now={now} /> : null}
        </span>
        <span className="item-address">{incident.address}</span>
        <span className="item-row quiet">
          <span>{incident.area_name ?? t("queue.no_area")}</span>
          <span className="item-time">{place ? incident.id : t("map.no_place")}</span>
        </span>
      </button>
    </li>
  );
}

function CarItem({ car, chosen, onChoose, seesCars }: ItemProps & { car: Car }) {
  const words = useWords();
  const { t } = words;
  return (
    <li>
      <button type="button" data-tour="map-item" className={`item ${chosen === car.id ? "chosen" : ""}`} aria-pressed={chosen === car.id} onClick={() => onChoose("cars", car.id)}>
        <span className="item-row">
          <span className={`car-state tone-${car.state}`}>{stateName(words, car)}</span>
          <span className="item-address">{car.callSign}</span>
          <span className="item-time quiet">
            {!seesCars ? "" : car.age === undefined ? t("map.never_seen") : car.old ? t("map.old", { ago: ago(words, car.age) }) : ago(words, car.age)}
          </span>
        </span>
        <span className="item-row quiet">
          <span>{car.name}</span>
          <span>{car.areaName}</span>
          {car.incident ? <span className="item-time">{car.incident}</span> : null}
        </span>
      </button>
    </li>
  );
}

const SpotItem = memo(function SpotItem({ spot, chosen, onChoose }: { spot: Spot; chosen: boolean; onChoose: Props["onChoose"] }) {
  const { t } = useWords();
  return (
    <li>
      <button type="button" data-tour="map-item" className={`item ${chosen ? "chosen" : ""}`} aria-pressed={chosen} onClick={() => onChoose("places", spot.id)}>
        <span className="item-address">{spot.name}</span>
        <span className="item-row quiet">
          <span>{t(`map.spot.${spot.kind}` as "map.spot.road")}</span>
          <span>{spot.area?.name ?? t("queue.no_area")}</span>
          {spot.place ? null : <span className="item-time">{t("map.no_place")}</span>}
        </span>
      </button>
    </li>
  );
});
