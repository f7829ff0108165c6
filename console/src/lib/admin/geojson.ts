// Areas out of GeoJSON, as other programs write it.

/** A ring of pairs of longitude and latitude, the last the same as the first. */
export type Ring = number[][];
export type Shape = { id: string; name: string; station: string; outline: Ring };

/** Why a text gives no area. */
export type Trouble = "no_json" | "no_polygon" | "has_holes" | "several_parts" | "not_degrees" | "too_few";
export type Read = { shapes: Shape[] } | { trouble: Trouble };

const isObject = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === "object" && !Array.isArray(value);
const word = (value: unknown) => (typeof value === "string" || typeof value === "number" ? String(value) : "");

function ringOf(value: unknown): Ring | Trouble {
  if (!Array.isArray(value)) return "no_polygon";
  const ring: Ring = [];
  for (const point of value as unknown[]) {
    if (!Array.isArray(point) || typeof point[0] !== "number" || typeof point[1] !== "number") return "no_polygon";
    if (Math.abs(point[0]) > 180 || Math.abs(point[1]) > 90) return "not_degrees";
    ring.push([point[0], point[1]]);
  }
  const [first, last] = [ring[0], ring.at(-1)];
  if (!first || !last) return "too_few";
  if (first[0] !== last[0] || first[1] !== last[1]) ring.push([...first]);
  return ring.length < 4 ? "too_few" : ring;
}

/** The one ring of a polygon: the product's areas have no holes and no islands. */
function outlineOf(geometry: unknown): Ring | Trouble {
  if (!isObject(geometry) || !Array.isArray(geometry.coordinates)) return "no_polygon";
  let rings = geometry.coordinates as unknown[];
  if (geometry.type === "MultiPolygon") {
    if (rings.length !== 1 || !Array.isArray(rings[0])) return "several_parts";
    rings = rings[0] as unknown[];
  } else if (geometry.type !== "Polygon") return "no_polygon";
  return rings.length > 1 ? "has_holes" : ringOf(rings[0]);
}

/** Reads a feature collection, a feature, a polygon, or a bare ring of pairs. */
export function readGeoJson(text: string): Read {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { trouble: "no_json" };
  }
  const features: unknown[] =
    isObject(value) && value.type === "FeatureCollection" && Array.isArray(value.features) ? (value.features as unknown[]) : [value];
  const shapes: Shape[] = [];
  for (const feature of features) {
    const isFeature = isObject(feature) && feature.type === "Feature";
    const about = isFeature && isObject(feature.properties) ? feature.properties : {};
    const outline = Array.isArray(feature) ? ringOf(feature) : outlineOf(isFeature ? feature.geometry : feature);
    if (typeof outline === "string") return { trouble: outline };
    const id = word(about.id) || (isFeature ? word(feature.id) : "");
    shapes.push({ id, name: word(about.name), station: word(about.station), outline });
  }
  return shapes.length > 0 ? { shapes } : { trouble: "no_polygon" };
}
