import { expect, test } from "vitest";
import type { Drawn, Variant } from "../../api/plan";
import type { Present } from "../../api/plan.types";
import { PRESENT } from "./made.test-data";
import { drawnFacts, withDrawn } from "./redrawn";
import { blankVariant, standing, typedOf, variantOf } from "./variants";

const place = (lon: number) => ({ lon, lat: 31 });
const share = (hours: number, at = 121) => ({ waits_at: place(at), points: 2, calls: 10, hours, workload: hours / 168, way_seconds: 240, pieces: 1 });
const town = (most: number) => ({ most, mean: 0.2, most_over_mean: most / 0.2, way_seconds: 240, uncovered_hours: 0 });

const DRAWN: Drawn = {
  variant: {
    name: "\u91cd\u5212\u8d23\u4efb\u533a",
    areas: [{ area: "east", points: [2, 3], waits_at: place(121.02) }, { area: "west", points: [0, 1] }],
  },
  areas: [
    { area: "east", cars: 1, duty_hours: 84, before: share(20), after: share(30, 121.02) },
    { area: "west", cars: 1, duty_hours: 168, before: share(60), after: share(50) },
  ],
  before: town(0.36), after: town(0.3), even: 0.31, points: 4, moved: 1, moved_calls: 0.2,
};

/** Areas and waiting points as the server makes them of a variant (crates/plan, `Variant::redraw`). */
function layout(present: Present, { areas = [] }: Pick<Variant, "areas">) {
  const [owns, waits] = [present.layout.points.map((one) => one.area), new Map(present.layout.areas.map((one) => [one.id, one.waits_at]))];
  for (const one of areas) {
    if (one.waits_at) waits.set(one.area, one.waits_at);
    for (const nth of one.points ?? []) owns[nth] = one.area;
  }
  return { owns, waits: [...waits] };
}

test("what the server drew goes into the scenario and is what is simulated, in the file too", () => {
  const typed = withDrawn({ ...blankVariant(1, "mine"), demand: "20", cells: { 0: "east" } }, DRAWN, PRESENT);
  expect(typed).toMatchObject({ name: "mine", demand: "20", cells: { 2: "east" }, drawn: [{ area: "east", waits_at: place(121.02) }] });
  const { variant, wrong } = variantOf(typed, PRESENT);
  expect(wrong).toEqual([]);
  expect(layout(PRESENT, variant)).toEqual(layout(PRESENT, DRAWN.variant));
  const again = typedOf(variant, PRESENT, 1);
  expect(variantOf(again, PRESENT).variant).toEqual(variant);
  expect(standing(again, PRESENT).layout.areas.map((one) => one.waits_at.lon)).toEqual([121.02, 121]);
  // A cell that came with a moved waiting point is given back all the same.
  const { 2: _, ...cells } = again.cells;
  expect(layout(PRESENT, variantOf({ ...again, cells }, PRESENT).variant).owns).toEqual(["west", "west", "west", "east"]);
});

test("what changed is told, and what was even already", () => {
  expect(drawnFacts(DRAWN)).toEqual({ even: false, nothing: false, busiest: "down", stands: ["east"], pieces: [], uncovered: false });
  const same = { ...DRAWN, moved: 0, areas: [], before: town(0.205), after: town(0.2052) };
  expect(drawnFacts(same)).toMatchObject({ even: true, nothing: true, busiest: "same" });
  // Without a car nothing is even.
  expect(drawnFacts({ ...same, before: { ...town(0.2), uncovered_hours: 30 } })).toMatchObject({ even: false, uncovered: true });
  expect(drawnFacts({ ...DRAWN, after: town(0.4) }).busiest).toBe("up");
});
