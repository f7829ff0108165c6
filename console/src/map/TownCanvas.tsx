import { lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from "react";
import { createPortal } from "react-dom";
import { Wait } from "../components/Wait";
import { useWords } from "../i18n/context";
import type { LonLat } from "../lib/gcj02";
import type { Way } from "../lib/mapScene";
import type { Tiles } from "../lib/mapTiles";
import { PlainBase } from "./PlainBase";
import { PinLayer } from "./PinLayer";
import type { Pin } from "./pins";
import type { Focus, Ground, MapView } from "./view";

// Only a browser that can draw with it loads it.
const GlBase = lazy(() => import("./GlBase"));

type Props = {
  ground: Ground;
  pins?: readonly Pin[];
  ways?: readonly Way[];
  tiles?: Tiles | undefined;
  dark?: boolean;
  focus?: Focus | undefined;
  onPick?: (pin: Pin) => void;
  /** Told of a place on the ground that was clicked. */
  onGround?: ((place: LonLat) => void) | undefined;
  /** What else lies over the ground, as an area in the making. */
  over?: (view: MapView) => ReactNode;
};

const NO_PINS: readonly Pin[] = [];
const NO_WAYS: readonly Way[] = [];

let known: boolean | undefined;

/** Whether the browser draws with WebGL 2, asked once. */
function hasGl(): boolean {
  if (known === undefined) {
    const context = document.createElement("canvas").getContext("webgl2");
    known = context !== null;
    context?.getExtension("WEBGL_lose_context")?.loseContext();
  }
  return known;
}

/** The town's ground with what is on it: by MapLibre, or as a plain drawing where there is no WebGL. */
export function TownCanvas({ ground, pins = NO_PINS, ways = NO_WAYS, tiles, dark = false, focus, onPick, onGround, over }: Props) {
  const { t } = useWords();
  const [view, setView] = useState<MapView>();
  const [plain, setPlain] = useState(() => !hasGl());
  const [noTiles, setNoTiles] = useState(false);
  const onTrouble = useCallback((trouble: "no_gl" | "no_tiles") => {
    if (trouble === "no_tiles") return setNoTiles(true);
    known = false;
    setPlain(true);
  }, []);
  const base = { ground, tiles, dark, focus, onTrouble, onGround, onView: setView, label: t("map.label") };
  const overlay = useMemo(
    () =>
      view ? (
        <>
          <PinLayer view={view} pins={pins} ways={ways} onPick={onPick} />
          {over?.(view)}
        </>
      ) : null,
    [view, pins, ways, onPick, over],
  );
  return (
    <div className={`town-canvas ${dark ? "dark" : ""}`}>
      {plain ? (
        <PlainBase {...base} />
      ) : (
        <Suspense fallback={<Wait />}>
          <GlBase {...base} />
        </Suspense>
      )}
      {view ? createPortal(overlay, view.overlay) : null}
      {plain && !dark ? <p className="map-notice">{t("map.no_gl")}</p> : null}
      {!plain && noTiles ? <p className="map-notice">{t("map.no_tiles", { name: tiles?.name ?? "" })}</p> : null}
    </div>
  );
}
