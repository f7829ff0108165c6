import { Fact } from "../components/Fact";
import { useWords } from "../i18n/context";
import type { Cry } from "../lib/mapScene";
import { duration, shortTime } from "../lib/time";
import { SosActs } from "../room/SosActs";
import { Outside } from "./Outside";
import { ago } from "./pins";

type Props = {
  cry: Cry;
  now: number;
  /** Whether the visitor sees to calls for help. */
  may: boolean;
  onCar: (car: string) => void;
  onIncident: (incident: string) => void;
  onChanged?: () => void;
  /** Where there is little room: without the ways out to other maps. */
  brief?: boolean;
};

const UNTOLD = () => undefined;

/** A call for help as far as the map needs it: who, where, since when, who knows, and seeing to it. */
export function SosFacts({ cry: { sos, place }, now, may, onCar, onIncident, onChanged = UNTOLD, brief = false }: Props) {
  const words = useWords();
  const { t, name, town } = words;
  const { unit, incident } = sos;
  const offset = town?.utc_offset_seconds ?? 0;
  const told = [
    ...sos.told.map((role) => name("role", role.code, role.name)),
    ...sos.told_units.map((id) => town?.units.find((one) => one.id === id)?.name ?? id),
  ];
  const since = { time: shortTime(sos.raised_at, offset, now), ago: duration((now - Date.parse(sos.raised_at)) / 1000) };
  return (
    <article className="map-facts sos-facts" aria-label={t("sos.of", { name: sos.member_name })}>
      <h3>{t("sos.of", { name: sos.member_name })}</h3>
      {sos.note ? <p>“{sos.note}”</p> : null}
      <dl className="facts">
        <Fact label={t("map.sos.since")}>{t("sos.since", since)}</Fact>
        <Fact label={t("map.sos.car")}>
          {unit ? (
            <button type="button" className="plain-button" onClick={() => onCar(unit)}>
              {sos.unit_name ?? unit}
            </button>
          ) : (
            t("map.sos.no_car")
          )}
        </Fact>
        <Fact label={t("map.position")}>
          {place ? sos.seen_at ? ago(words, Math.max(0, Math.floor((now - Date.parse(sos.seen_at)) / 1000))) : t("map.sos.placed") : t("sos.no_place")}
        </Fact>
        {incident ? (
          <Fact label={t("map.on_incident")}>
            <button type="button" className="plain-button" onClick={() => onIncident(incident)}>
              {incident}
            </button>
          </Fact>
        ) : null}
        {told.length > 0 ? <Fact label={t("map.sos.told")}>{told.join(", ")}</Fact> : null}
        {may ? null : <Fact label={t("map.car_state")}>{t(sos.acknowledged_at ? "map.sos.seen" : "map.sos.unseen")}</Fact>}
      </dl>
      {may ? <SosActs key={sos.id} call={sos} onChanged={onChanged} /> : null}
      {place && !brief ? <Outside place={place} name={sos.member_name} /> : null}
    </article>
  );
}
