import { expect, test } from "vitest";
import { readGeoJson } from "./geojson";

const ring = [[121.3, 31.2], [121.4, 31.2], [121.4, 31.3], [121.3, 31.2]];
const polygon = { type: "Polygon", coordinates: [ring] };

test("collections, features, polygons and bare rings are read", () => {
  const feature = { type: "Feature", properties: { id: "a", name: "A", station: "s" }, geometry: polygon };
  const shape = { id: "a", name: "A", station: "s", outline: ring };
  expect(readGeoJson(JSON.stringify({ type: "FeatureCollection", features: [feature] }))).toEqual({ shapes: [shape] });
  expect(readGeoJson(JSON.stringify(feature))).toEqual({ shapes: [shape] });
  const bare = { shapes: [{ id: "", name: "", station: "", outline: ring }] };
  expect(readGeoJson(JSON.stringify(polygon))).toEqual(bare);
  expect(readGeoJson(JSON.stringify(ring))).toEqual(bare);
  expect(readGeoJson(JSON.stringify({ type: "MultiPolygon", coordinates: [[ring]] }))).toEqual(bare);
});

test("a ring that is not closed is closed", () => {
  expect(readGeoJson(JSON.stringify(ring.slice(0, 3)))).toEqual({ shapes: [{ id: "", name: "", station: "", outline: ring }] });
});

test("what is no area says why", () => {
  expect(readGeoJson("{")).toEqual({ trouble: "no_json" });
  expect(readGeoJson('{"type":"Point","coordinates":[1,2]}')).toEqual({ trouble: "no_polygon" });
  expect(readGeoJson(JSON.stringify({ type: "Polygon", coordinates: [ring, ring] }))).toEqual({ trouble: "has_holes" });
  expect(readGeoJson(JSON.stringify({ type: "MultiPolygon", coordinates: [[ring], [ring]] }))).toEqual({ trouble: "several_parts" });
  expect(readGeoJson("[[351234.5,3456789],[1,2],[3,4]]")).toEqual({ trouble: "not_degrees" });
  expect(readGeoJson("[[1,2],[3,4]]")).toEqual({ trouble: "too_few" });
});
