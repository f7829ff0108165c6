// The map service that a town's server is set to, if to any.

/** Tiles of a map service (天地图), as the server is configured. */
export type Tiles = { name: string; layers: readonly string[]; attribution: string; max_zoom: number };

const isText = (value: unknown): value is string => typeof value === "string";

/**
 * `map` of the town's document: `{ name, layers, attribution, max_zoom }`, or `null`. Layers are raster
 * templates with `{z}`, `{x}` and `{y}`, drawn one over the other. What is anything else is no map.
 */
export function tilesOf(town: object | undefined): Tiles | undefined {
  const map: unknown = town && "map" in town ? town.map : undefined;
  if (typeof map !== "object" || map === null || !("layers" in map) || !Array.isArray(map.layers)) return undefined;
  const layers = map.layers.filter(isText).filter((one) => ["{z}", "{x}", "{y}"].every((place) => one.includes(place)));
  if (layers.length === 0) return undefined;
  const text = (key: "name" | "attribution") => {
    const value = (map as Record<string, unknown>)[key];
    return isText(value) ? value : "";
  };
  const zoom = (map as Record<string, unknown>).max_zoom;
  return {
    name: text("name"),
    layers,
    // It is drawn as HTML by the map: markup of a configuration stays text.
    attribution: text("attribution").replace(/[<>&]/g, ""),
    max_zoom: typeof zoom === "number" && zoom >= 1 && zoom <= 24 ? zoom : 18,
  };
}
