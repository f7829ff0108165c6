// The map's style: local data alone, or over the tiles of a map service. No glyphs URL: with none, MapLibre
// draws every letter from the machine's own fonts.
import type { GeoJSONSourceSpecification, StyleSpecification } from "maplibre-gl";
import type { Tiles } from "../lib/mapTiles";
import type { Ground } from "./view";

export const FONTS = ["Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "sans-serif"];

type Palette = { ground: string; area: string; line: string; outline: string; name: string; place: string; halo: string };

export const LIGHT: Palette = {
  ground: "#e9edf2", area: "#ffffff", line: "#7f93ad", outline: "#47628a", name: "#2b4467", place: "#4a5563", halo: "#ffffff",
};
export const DARK: Palette = {
  ground: "#0a1220", area: "#132238", line: "#3f6391", outline: "#6f9bd6", name: "#a9c7ef", place: "#93a3b8", halo: "#0a1220",
};

type Features = Exclude<GeoJSONSourceSpecification["data"], string>;

const features = (all: object[]) => ({ type: "FeatureCollection", features: all }) as Features;
const feature = (type: string, coordinates: unknown, properties: object = {}) => ({ type: "Feature", properties, geometry: { type, coordinates } });

const closed = (ring: Ground["outline"]) => (ring.length > 0 ? [...ring, ring[0]] : []);

/** Sizes of letters, from the size of those around the map: a wall has larger ones. */
export const sizes = (em: number, dark: boolean) => ({ "area-names": em * (dark ? 0.95 : 1.07), places: em * 0.82 });

/** The ground as the sources of the style. */
export function sources({ areas, outline, names }: Ground): Record<"areas" | "area-names" | "outline" | "places", Features> {
  return {
    areas: features(areas.map(({ id, ring }) => feature("Polygon", [closed(ring)], { id }))),
    "area-names": features(areas.map(({ name, centre }) => feature("Point", centre, { name }))),
    outline: features(outline.length > 0 ? [feature("LineString", closed(outline))] : []),
    places: features(names.map(({ name, place, rank }) => feature("Point", place, { name, rank }))),
  };
}

export function style(ground: Ground, tiles: Tiles | undefined, dark: boolean, em: number): StyleSpecification {
  const colours = dark ? DARK : LIGHT;
  const local = Object.entries(sources(ground)).map(([id, data]) => [id, { type: "geojson", data }] as const);
  const raster = (tiles?.layers ?? []).map((template, at) => [
    `tiles-${at}`,
    { type: "raster", tiles: [template], tileSize: 256, maxzoom: tiles?.max_zoom ?? 18, attribution: at === 0 ? (tiles?.attribution ?? "") : "" },
  ] as const);
  return {
    version: 8,
    sources: Object.fromEntries([...raster, ...local]),
    layers: [
      { id: "background", type: "background", paint: { "background-color": colours.ground } },
      ...raster.map(([id]) => ({
        id, type: "raster" as const, source: id,
        paint: dark ? { "raster-brightness-max": 0.45, "raster-saturation": -0.6 } : {},
      })),
      { id: "areas", type: "fill", source: "areas", paint: { "fill-color": colours.area, "fill-opacity": tiles ? 0.12 : 1 } },
      { id: "area-lines", type: "line", source: "areas", paint: { "line-color": colours.line, "line-width": em / 9, "line-dasharray": [3, 2] } },
      { id: "outline", type: "line", source: "outline", paint: { "line-color": colours.outline, "line-width": em / 5.6 } },
      {
        id: "place-dots", type: "circle", source: "places", minzoom: 12.5,
        paint: { "circle-radius": 1.8, "circle-color": colours.place, "circle-opacity": 0.7 },
      },
      {
        id: "places", type: "symbol", source: "places", minzoom: 12,
        layout: {
          "text-field": ["get", "name"], "text-font": FONTS, "text-size": sizes(em, dark).places, "text-offset": [0, 0.7], "text-anchor": "top",
          "text-padding": 6, "symbol-sort-key": ["get", "rank"],
        },
        paint: { "text-color": colours.place, "text-halo-color": colours.halo, "text-halo-width": 1.2 },
      },
      {
        id: "area-names", type: "symbol", source: "area-names",
        layout: { "text-field": ["get", "name"], "text-font": FONTS, "text-size": sizes(em, dark)["area-names"], "text-letter-spacing": 0.12, "text-allow-overlap": true },
        paint: { "text-color": colours.name, "text-halo-color": colours.halo, "text-halo-width": 1.6 },
      },
    ],
  };
}
