import { AttributionControl, type GeoJSONSource, type LngLatBoundsLike, Map as GlMap, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { useEffect, useRef } from "react";
import { useWords } from "../i18n/context";
import type { Box } from "../lib/mapGeometry";
import { FONTS, sizes, sources, style } from "./style";
import { type BaseProps, stillness } from "./view";

// The policy of the server allows workers of its own origin only.
setWorkerUrl(workerUrl);

const bounds = ([west, south, east, north]: Box): LngLatBoundsLike => [west, south, east, north];

/** Room for pins at the edge, less on a telephone. */
const padding = () => (window.innerWidth < 860 ? 24 : 44);

/** Where the map looks at first. */
function start(box: Box | undefined, hasRoom: boolean, room: number) {
  if (!box) return {};
  const [west, south, east, north] = box;
  if (!hasRoom) return { center: [(west + east) / 2, (south + north) / 2] as [number, number], zoom: 11 };
  return { bounds: bounds(box), fitBoundsOptions: { padding: room } };
}

/** The ground drawn by MapLibre GL. */
export default function GlBase({ ground, tiles, dark, label, focus, onView, onGround, onTrouble }: BaseProps) {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<GlMap | undefined>(undefined);
  const hears = useRef({ onView, onGround, onTrouble });
  hears.current = { onView, onGround, onTrouble };
  const looked = useRef(false);
  const first = useRef(ground);
  first.current = ground;
  const words = useRef({ in: "", out: "" });
  words.current = { in: t("map.zoom_in"), out: t("map.zoom_out") };

  useEffect(() => {
    const container = box.current;
    if (!container) return;
    const town = first.current;
    // Hidden or on its way out it has no room, in which nothing can be fitted.
    const hasRoom = () => container.clientWidth > 80 && container.clientHeight > 80;
    const em = () => Number.parseFloat(getComputedStyle(container).fontSize);
    let map: GlMap;
    try {
      map = new GlMap({
        container,
        style: style(town, tiles, dark, em()),
        ...start(town.box, hasRoom(), dark ? em() : padding()),
        attributionControl: false,
        dragRotate: false,
        touchPitch: false,
        maxZoom: 18.5,
        minZoom: 8,
        renderWorldCopies: false,
        localIdeographFontFamily: FONTS.map((font) => `"${font}"`).join(),
        fadeDuration: stillness() ? 0 : 150,
        locale: {
          "Map.Title": label, "NavigationControl.ZoomIn": words.current.in, "NavigationControl.ZoomOut": words.current.out,
          "ScaleControl.Meters": "m", "ScaleControl.Kilometers": "km",
        },
      });
    } catch {
      // A context was promised and not given.
      hears.current.onTrouble("no_gl");
      return;
    }
    drawn.current = map;
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new NavigationControl({ showCompass: false }), "bottom-right");
    map.addControl(new ScaleControl({ unit: "metric" }), "bottom-left");
    if (tiles) map.addControl(new AttributionControl({ compact: false }), "bottom-right");
    const overlay = document.createElement("div");
    overlay.className = "map-overlay";
    map.getCanvasContainer().append(overlay);
    // As long as nobody looked elsewhere, the town stays whole when its room changes.
    let moved = false;
    const note = (event: { originalEvent?: unknown }) => {
      if (event.originalEvent) moved = true;
    };
    map.on("dragstart", note);
    map.on("zoomstart", note);
    map.on("resize", () => {
      const whole = first.current.box;
      if (!hasRoom()) return;
      if (!moved && !looked.current && whole) map.fitBounds(bounds(whole), { padding: dark ? em() : padding(), animate: false });
      if (!map.isStyleLoaded()) return;
      for (const [layer, size] of Object.entries(sizes(em(), dark))) map.setLayoutProperty(layer, "text-size", size);
    });
    map.on("click", (event) => {
      if (!(event.originalEvent.target as Element).closest?.(".pin, .draw-handle")) hears.current.onGround?.([event.lngLat.lng, event.lngLat.lat]);
    });
    map.on("error", (event) => {
      if (String((event as { sourceId?: string }).sourceId).startsWith("tiles-")) hears.current.onTrouble("no_tiles");
    });
    // Tests and helpers see by it that the ground is there.
    map.once("load", () => container.setAttribute("data-drawn", "gl"));
    hears.current.onView({
      overlay,
      project: ([lon, lat]) => map.project([lon, lat]),
      unproject: ({ x, y }) => {
        const { lng, lat } = map.unproject([x, y]);
        return [lng, lat];
      },
      onMove: (moved) => {
        map.on("move", moved);
        map.on("resize", moved);
        return () => {
          map.off("move", moved);
          map.off("resize", moved);
        };
      },
    });
    return () => {
      hears.current.onView(undefined);
      drawn.current = undefined;
      map.remove();
    };
  }, [tiles, dark, label]);

  useEffect(() => {
    const map = drawn.current;
    if (!map) return;
    const set = () => {
      for (const [id, data] of Object.entries(sources(ground))) map.getSource<GeoJSONSource>(id)?.setData(data);
    };
    if (map.isStyleLoaded()) set();
    else map.once("load", set);
  }, [ground]);

  useEffect(() => {
    const map = drawn.current;
    looked.current = focus !== undefined;
    if (!map || !focus || map.getContainer().clientWidth === 0) return;
    if ("box" in focus) map.fitBounds(bounds(focus.box), { padding: padding(), maxZoom: 16 });
    else map.easeTo({ center: [focus.place[0], focus.place[1]], zoom: Math.max(map.getZoom(), 14) });
  }, [focus]);

  return <div className="map-base" ref={box} data-drawn="" />;
}
