import { expect, test } from "vitest";
import type { AreaVersion } from "../api/admin";
import type { Ring } from "./areaDraw";
import { aboutOf, changedKeys, differing, isNew, knownOn, lacking, newKey, nextVersion, NOTHING, sent } from "./areaDrawing";

const ring: Ring = [[121.3, 31.2], [121.31, 31.2], [121.31, 31.21]];
const version = (id: string, part: Partial<AreaVersion> = {}): AreaVersion => ({
  id, name: `Area ${id}`, station: { code: "s", name: "S" }, holds: true, outline: [...ring, ...ring.slice(0, 1)].map(([lon, lat]) => [lon, lat]), ...part,
});
const areas = [version("a"), version("a", { from: "2027-01-01", name: "Later" }), version("b", { until: "2026-12-31" })];
const { known, before } = knownOn(areas, "2026-12-01");

test("what is drawn lies over the versions of its day", () => {
  expect([Object.keys(before), before.a]).toEqual([["a", "b"], ring]);
  expect(Object.keys(knownOn(areas, "2027-01-01").before)).toEqual(["a"]);
  const moved: Ring = [[121.3, 31.2], [121.32, 31.2], [121.31, 31.21]];
  expect(differing(before, { ...before, a: moved, "+1": ring })).toEqual({ a: moved, "+1": ring });
  expect(differing(before, { ...before, b: [...ring] })).toEqual({});
});

test("an area is changed by its outline, its name or its station", () => {
  const about = aboutOf(known, {}, "a");
  expect(about).toEqual({ id: "a", name: "Area a", station: "s" });
  expect(changedKeys(known, { rings: {}, about: { a: about } })).toEqual([]);
  expect(changedKeys(known, { rings: { b: ring }, about: { a: { ...about, name: "Other" } } })).toEqual(["a", "b"]);
  // Words on an area that is not drawn yet are no change.
  expect(changedKeys(known, { rings: {}, about: { "+1": { id: "c", name: "C", station: "s" } } })).toEqual([]);
});

test("a new area has a key of its own, and needs an identifier that nobody has", () => {
  expect(newKey(NOTHING)).toBe("+1");
  expect(newKey({ rings: { "+2": ring }, about: { "+5": { id: "", name: "", station: "" } } })).toBe("+6");
  expect([isNew("+1"), isNew("a")]).toEqual([true, false]);
  expect(lacking(known, "+1", { id: " ", name: "", station: "" })).toEqual(["id", "name", "station"]);
  expect(lacking(known, "+1", { id: "a", name: "A", station: "s" })).toEqual(["known"]);
  expect(lacking(known, "a", { id: "a", name: "A", station: "s" })).toEqual([]);
});

test("an area is sent closed, and ends when it was to end", () => {
  const drawn = sent(known, "b", ring, { id: "b", name: " B ", station: "s" }, "2026-12-01");
  expect(drawn).toMatchObject({ id: "b", name: "B", from: "2026-12-01", until: "2026-12-31" });
  expect(drawn.outline[0]).toEqual(drawn.outline.at(-1));
  expect(sent(known, "a", ring, aboutOf(known, {}, "a"), "2026-12-01").until).toBeNull();
});

test("a later version is told", () => {
  expect(nextVersion(areas, "a", "2026-12-01")).toBe("2027-01-01");
  expect(nextVersion(areas, "a", "2027-01-01")).toBeUndefined();
});
