import { Button } from "antd";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { Session, Sos } from "../api/types";
import { ProblemAlert } from "../components/ProblemAlert";
import { To } from "../components/To";
import { Wait } from "../components/Wait";
import { useWords } from "../i18n/context";
import { boxOf } from "../lib/mapGeometry";
import { cries as criesOf } from "../lib/mapScene";
import { maySeeCars, worksRoom } from "../lib/rights";
import { useNow } from "../state/useNow";
import { useTownLive } from "../state/useTownLive";
import { AdvicePanel } from "./AdvicePanel";
import { CarFacts } from "./CarFacts";
import { MapLegend } from "./MapLegend";
import type { Pin } from "./pins";
import { SosFacts } from "./SosFacts";
import { TownCanvas } from "./TownCanvas";
import { useAdvice } from "./useAdvice";
import { useGround } from "./useGround";
import { useLayers } from "./useLayers";
import { useScene, useTownFacts } from "./useScene";
import type { Focus } from "./view";
import "../styles/map.css";

type Props = {
  session: Session;
  /** The number in hand. */
  incident?: string;
  onPick: (incident: string) => void;
  /** The calls for help that the room knows of. */
  sos: readonly Sos[];
  onSosChanged: () => void;
};

/** The map beside the desk: what is under way, where the cars are, and which one to send. */
export default function TownMap({ session, incident, onPick, sos, onSosChanged }: Props) {
  const { t, town } = useWords();
  const now = useNow();
  const live = useTownLive(session, false);
  const { layers, show } = useLayers();
  const { ground, stations, tiles } = useGround(town, layers.areas, layers.places);
  const { cars, incidents } = useTownFacts(town, live, now);
  const cries = useMemo(() => criesOf(sos), [sos]);
  const seesCars = maySeeCars(session.role);
  const [car, setCar] = useState<string>();
  const [help, setHelp] = useState<string>();
  const inHand = incident === undefined ? undefined : live.incidents.get(incident);
  const { advice, problem } = useAdvice(inHand, worksRoom(session.role), live.unitChanges);
  const chosen = useMemo(() => ({ incident, car, sos: help }), [incident, car, help]);
  const scene = useScene({ cars, incidents, cries, layers, stations, chosen, advice });
  const [focus, setFocus] = useState<Focus>();

  // The incident in hand comes into view with the cars that are on it, once for each incident.
  const spot = incidents.find((one) => one.incident.id === incident);
  const here = spot?.place;
  const there = spot && here ? cars.filter((one) => one.place && spot.incident.units.some((unit) => unit.unit === one.id && !unit.released_at)) : [];
  const wanted = here ? `${incident} ${here.join()} ${there.map((one) => one.id).join()}` : "";
  useEffect(() => {
    setCar(undefined);
    if (!here) return;
    const box = boxOf([here, ...there.flatMap((one) => (one.place ? [one.place] : []))]);
    setFocus((old) => ({ nth: (old?.nth ?? 0) + 1, ...(box && there.length > 0 ? { box } : { place: here }) }));
    // A car that moves is no wish to look elsewhere.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted]);

  const pick = useCallback(
    (pin: Pin) => {
      setHelp((old) => (pin.kind === "sos" && old !== pin.id ? pin.id : undefined));
      if (pin.kind === "incident") onPick(pin.id);
      else if (pin.kind === "car") setCar((old) => (old === pin.id ? undefined : pin.id));
    },
    [onPick],
  );
  const cry = cries.find((one) => one.sos.id === help);
  const showCar = useCallback((id: string) => {
    setHelp(undefined);
    setCar(id);
  }, []);
  const shownCar = cars.find((one) => one.id === car);

  if (!town || !ground.box) return live.problem ? <ProblemAlert problem={live.problem} action={<Button onClick={live.retry}>{t("app.retry")}</Button>} /> : <Wait />;
  return (
    <section className="town-map" aria-label={t("map.title")}>
      <TownCanvas ground={ground} tiles={tiles} pins={scene.pins} ways={scene.ways} focus={focus} onPick={pick} />
      <div className="map-corner">
        <MapLegend layers={layers} onShow={show} oldAfter={live.oldAfter} />
        <To className="map-whole" route={incident === undefined ? { page: "map" } : { page: "map", incident }}>
          {t("map.whole")}
        </To>
        {live.connection === "broken" ? <p className="map-broken">{t("live.broken")}</p> : null}
      </div>
      {live.problem ? <ProblemAlert problem={live.problem} action={<Button onClick={live.retry}>{t("app.retry")}</Button>} /> : null}
      {cry ? (
        <div className="map-card">
          <Button className="map-close" size="small" onClick={() => setHelp(undefined)} aria-label={t("map.close")}>
            ×
          </Button>
          <SosFacts brief cry={cry} now={now} may onCar={showCar} onIncident={onPick} onChanged={onSosChanged} />
        </div>
      ) : shownCar ? (
        <div className="map-card">
          <Button className="map-close" size="small" onClick={() => setCar(undefined)} aria-label={t("map.close")}>
            ×
          </Button>
          <CarFacts car={shownCar} now={now} seesCars={seesCars} onIncident={onPick} />
        </div>
      ) : advice || problem ? (
        <details className="map-card" open>
          <summary>{t("map.advice")}</summary>
          <AdvicePanel advice={advice} problem={problem} onCar={setCar} />
        </details>
      ) : null}
    </section>
  );
}
