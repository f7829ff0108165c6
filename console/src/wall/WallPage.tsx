import { Alert } from "antd";
import { lazy, Suspense, useEffect, useMemo } from "react";
import type { Session } from "../api/types";
import { ProblemAlert } from "../components/ProblemAlert";
import { To } from "../components/To";
import { Wait } from "../components/Wait";
import { useWords } from "../i18n/context";
import { cries as criesOf } from "../lib/mapScene";
import { mayReadPerformance, maySeeCars } from "../lib/rights";
import { day, time } from "../lib/time";
import { areasNow, inStages, runningLate, waiting } from "../lib/wall";
import { ago } from "../map/pins";
import { TownCanvas } from "../map/TownCanvas";
import { useGround } from "../map/useGround";
import { useScene, useTownFacts } from "../map/useScene";
import type { Layers } from "../map/useLayers";
import { useNow } from "../state/useNow";
import { useTownLive } from "../state/useTownLive";
import { CarRows } from "./CarRows";
import { ClockRows } from "./ClockRows";
import { Line } from "./Line";
import { Numbers } from "./Numbers";
import { Trouble } from "./Trouble";
import { useFigures } from "./useFigures";
import { WallHead } from "./WallHead";
import { WallSos } from "./WallSos";
import "../styles/map.css";
import "../styles/wall.css";

const WallCharts = lazy(() => import("./WallCharts"));

const LAYERS: Layers = { cars: true, open: true, after: false, areas: true, places: false, stations: true };
const CHOSEN = {};
const CARS_SHOWN = 8;
/** A break as short as a server's restart frightens nobody. */
const STALE_MS = 8_000;

/** The wall screen (指挥大屏): the town at a glance, through the night. */
export default function WallPage({ session }: { session: Session }) {
  const { t } = useWords();
  useEffect(() => {
    document.title = `${t("wall.title")} · ${t("app.name")} · ${session.town_name}`;
  }, [session.town_name, t]);
  if (!mayReadPerformance(session.role)) {
    return (
      <main className="middle">
        <h1>{t("wall.title")}</h1>
        <Alert type="info" showIcon title={t("page.no_right")} description={<To route={{ page: "desk" }}>{t("page.to_desk")}</To>} />
      </main>
    );
  }
  return <Wall session={session} />;
}

function Wall({ session }: { session: Session }) {
  const words = useWords();
  const { t, town } = words;
  const now = useNow();
  const live = useTownLive(session);
  const offset = town?.utc_offset_seconds ?? 0;
  const date = town ? day(now, offset) : undefined;
  const { today, at, problem } = useFigures(date, live.events);
  const { ground, stations, tiles } = useGround(town, true, false);
  const { cars, incidents } = useTownFacts(town, live, now);
  const cries = useMemo(() => criesOf(live.sos.values()), [live.sos]);
  const seesCars = maySeeCars(session.role);
  const scene = useScene({ cars, incidents, cries, layers: LAYERS, stations, chosen: CHOSEN, advice: undefined });
  const stages = useMemo(() => inStages(live.incidents.values()), [live.incidents]);
  const areas = useMemo(() => (town ? areasNow(town, incidents, cars, today) : []), [town, incidents, cars, today]);
  const heard = live.heard();
  const stale = live.connection !== "live" && heard > 0 && now - heard > STALE_MS;
  const told = live.loaded ? live.incidents.size : undefined;
  return (
    <div className="wall" data-connection={live.connection}>
      <WallHead name={session.town_name} connection={live.connection} now={now} />
      {stale ? (
        <p className="wall-stale" role="alert">
          {t("wall.stale", { time: time(heard, offset), ago: ago(words, Math.round((now - heard) / 1000)) })} · {t("wall.reconnecting")}
        </p>
      ) : problem && at !== undefined ? (
        <p className="wall-stale" role="alert">
          {t("wall.figures_failed", { code: problem.code, time: time(at, offset) })}
        </p>
      ) : null}
      <WallSos cries={cries} now={now} />
      <main className="wall-grid">
        <div className="wall-left">
          <Numbers today={today} underWay={told} waiting={live.loaded ? stages.waiting : undefined} />
          <Suspense fallback={<div className="wall-panel wall-chart" />}>
            <WallCharts today={today} hour={Number(time(now, offset).slice(0, 2))} />
          </Suspense>
        </div>
        <div className="wall-middle">
          <section className="wall-map" aria-label={t("wall.map")} data-tour="wall-map">
            {town && ground.box ? <TownCanvas dark ground={ground} tiles={tiles} pins={scene.pins} ways={scene.ways} /> : live.problem ? <ProblemAlert problem={live.problem} /> : <Wait />}
          </section>
          <Line incidents={live.incidents.values()} areas={areas} />
        </div>
        <div className="wall-right">
          <ClockRows today={today} />
          <CarRows cars={cars} most={CARS_SHOWN} seesCars={seesCars} />
          <Trouble waiting={waiting(incidents, now)} late={runningLate(incidents, now)} today={today} />
        </div>
      </main>
    </div>
  );
}
