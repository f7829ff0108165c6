import { Button } from "antd";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Session } from "../api/types";
import { Header, LiveState } from "../components/Header";
import { ProblemAlert } from "../components/ProblemAlert";
import { Wait } from "../components/Wait";
import { useWords } from "../i18n/context";
import { degrees } from "../lib/coordinates";
import type { LonLat } from "../lib/gcj02";
import { cries as criesOf, pair } from "../lib/mapScene";
import { maySeeCars, worksRoom } from "../lib/rights";
import type { Route } from "../lib/route";
import { useNow } from "../state/useNow";
import { go } from "../state/useRoute";
import { useTownLive } from "../state/useTownLive";
import { CarFacts } from "./CarFacts";
import { IncidentFacts } from "./IncidentFacts";
import { type Kind, MapList } from "./MapList";
import { MapLegend } from "./MapLegend";
import { type Pin, pointPin } from "./pins";
import { PlaceTool } from "./PlaceTool";
import { PointFacts } from "./PointFacts";
import { SosFacts } from "./SosFacts";
import { TownCanvas } from "./TownCanvas";
import { useAdvice } from "./useAdvice";
import { useGround } from "./useGround";
import { useLayers } from "./useLayers";
import { useScene, useTownFacts } from "./useScene";
import type { Focus } from "./view";
import "../styles/map.css";

type Props = { route: Extract<Route, { page: "map" }>; session: Session; onLogOut: () => void };

/** The whole map with its list. What is chosen stands in the address, to be sent to a colleague. */
export default function MapPage({ route, session, onLogOut }: Props) {
  const { t, town } = useWords();
  const now = useNow();
  const live = useTownLive(session);
  const { layers, show } = useLayers();
  const { ground, spots, stations, tiles } = useGround(town, layers.areas, layers.places);
  const { cars, incidents } = useTownFacts(town, live, now);
  const cries = useMemo(() => criesOf(live.sos.values()), [live.sos]);
  const seesCars = maySeeCars(session.role);
  const [kind, setKind] = useState<Kind>(route.car ? "cars" : route.at ? "places" : "incidents");
  const [words, setWords] = useState("");
  const [focus, setFocus] = useState<Focus>();
  const side = useRef<HTMLDivElement>(null);
  const { incident, car, sos, at } = route;

  useEffect(() => {
    document.title = `${t("map.title")} · ${t("app.name")} · ${session.town_name}`;
  }, [session.town_name, t]);

  const spot = incidents.find((one) => one.incident.id === incident);
  const cry = cries.find((one) => one.sos.id === sos);
  const shownCar = cars.find((one) => one.id === car);
  const place = spots.find((one) => at && one.place && one.place.lon === at[0] && one.place.lat === at[1]);
  const pointName = place?.name ?? (at ? degrees(at) : "");
  const { advice, problem } = useAdvice(spot?.incident, worksRoom(session.role), live.unitChanges);
  const chosen = useMemo(() => ({ incident, car, sos }), [incident, car, sos]);
  const scene = useScene({ cars, incidents, cries, layers, stations, chosen, advice });
  const pins = useMemo(() => (at ? [...scene.pins, pointPin(at, pointName)] : scene.pins), [scene.pins, at, pointName]);

  // What the address names comes into view as soon as it is known, and again when it is chosen anew.
  const look = cry?.place ?? spot?.place ?? shownCar?.place ?? at;
  const wish = look ? `${sos} ${incident} ${car} ${at?.join()}` : "";
  useEffect(() => {
    if (look) setFocus((old) => ({ nth: (old?.nth ?? 0) + 1, place: look }));
    // A car that moves on is no wish to look elsewhere.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [wish]);

  const choose = useCallback((what: Omit<typeof route, "page">) => {
    go({ page: "map", ...what }, true);
    requestAnimationFrame(() => side.current?.querySelector(".map-facts")?.scrollIntoView({ block: "nearest" }));
  }, []);
  const chooseIncident = useCallback((id: string) => choose({ incident: id }), [choose]);
  const chooseCar = useCallback((id: string) => choose({ car: id }), [choose]);
  const chooseSos = useCallback((id: string) => choose({ sos: id }), [choose]);
  const choosePoint = useCallback((point: LonLat) => choose({ at: point }), [choose]);
  const pick = useCallback(
    (pin: Pin) => {
      if (pin.kind === "sos") return chooseSos(pin.id);
      setKind(pin.kind === "car" ? "cars" : "incidents");
      if (pin.kind === "car") chooseCar(pin.id);
      else chooseIncident(pin.id);
    },
    [chooseCar, chooseIncident, chooseSos],
  );
  const chooseItem = useCallback(
    (of: Kind, id: string) => {
      if (of === "cars") return chooseCar(id);
      if (of === "incidents") return chooseIncident(id);
      const found = spots.find((one) => one.id === id)?.place;
      if (found) choosePoint(pair(found));
    },
    [chooseCar, chooseIncident, choosePoint, spots],
  );

  const retry = <Button onClick={live.retry}>{t("app.retry")}</Button>;
  return (
    <div className="page">
      <Header
        session={session}
        content={{ id: "map-list", words: t("map.skip") }}
        state={<LiveState connection={live.connection} now={now} />}
        onLogOut={onLogOut}
      />
      <main className="map-page">
        <h1 className="hidden">{t("map.title")}</h1>
        <div className="map-side" id="map-list" tabIndex={-1} ref={side}>
          {live.problem ? <ProblemAlert problem={live.problem} action={retry} /> : null}
          {seesCars ? null : <p className="map-note quiet">{t("map.no_right_cars")}</p>}
          <MapList
            kind={kind}
            onKind={setKind}
            words={words}
            onWords={setWords}
            cars={cars}
            incidents={incidents}
            cries={cries}
            spots={spots}
            chosen={sos ?? incident ?? car ?? place?.id}
            onChoose={chooseItem}
            onSos={chooseSos}
            seesCars={seesCars}
            now={now}
          />
          {cry ? (
            <SosFacts cry={cry} now={now} may={worksRoom(session.role)} onCar={chooseCar} onIncident={chooseIncident} />
          ) : spot ? (
            <IncidentFacts spotted={spot} cars={cars} now={now} advice={advice} problem={problem} onCar={chooseCar} />
          ) : shownCar ? (
            <CarFacts car={shownCar} now={now} seesCars={seesCars} onIncident={chooseIncident} />
          ) : at ? (
            <PointFacts place={at} name={pointName} cars={cars} onCar={chooseCar} onGone={() => choose({})} />
          ) : sos && live.loaded ? (
            <p className="map-note">{t("map.sos.over")}</p>
          ) : incident && live.loaded ? (
            <p className="map-note">{t("map.not_open", { id: incident })}</p>
          ) : null}
          <PlaceTool onPlace={choosePoint} />
        </div>
        <section className="town-map" aria-label={t("map.title")} data-tour="map-canvas">
          {town && ground.box ? (
            <TownCanvas ground={ground} tiles={tiles} pins={pins} ways={scene.ways} focus={focus} onPick={pick} onGround={choosePoint} />
          ) : (
            <Wait />
          )}
          <div className="map-corner">
            <MapLegend layers={layers} onShow={show} oldAfter={live.oldAfter} open={window.innerWidth >= 1800} />
          </div>
        </section>
      </main>
    </div>
  );
}
