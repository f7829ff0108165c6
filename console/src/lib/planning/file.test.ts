import { expect, test } from "vitest";
import { fileText, readFile, type ScenarioFile } from "./file";
import { PRESENT } from "./made.test-data";

const file: ScenarioFile = {
  promise: { of: "answered_in_time", share: 9_000, confidence: 99 },
  variants: [{ name: "one", add: [{ area: "east" }], remove: ["car-1"], areas: [{ area: "west", points: [3] }] }],
};

test("a file is read as it was written", () => {
  expect(readFile(fileText(file), PRESENT)).toEqual({ file });
});

test("a plan of the command line is read too", () => {
  const plan = { present: PRESENT, costs: {}, promise: { share: 9_500, confidence: 95 }, variants: [] };
  expect(readFile(JSON.stringify(plan), PRESENT)).toEqual({ file: { promise: { of: "arrived_in_time", share: 9_500, confidence: 95 }, variants: [] } });
});

test("what is no scenario file is told so", () => {
  expect(readFile("{", PRESENT)).toEqual({ faults: [{ kind: "no_json" }] });
  for (const text of ["[]", "3", "{}", '{"variants": 3}']) expect(readFile(text, PRESENT)).toEqual({ faults: [{ kind: "no_scenarios" }] });
});

test("each fault is named by its place", () => {
  const bad = {
    promise: { of: "never", share: 20_000, confidence: 90 },
    variants: [
      { add: [{ area: "north", duty: [{ weekdays: [8], from_second: 0, to_second: 1 }] }], remove: ["car-9"], colour: "red", demand_percent: "20" },
      3,
      { name: "x", change: [{ unit: "car-8", area: "east" }], areas: [{ area: "east", points: [0, 99] }] },
    ],
  };
  const read = readFile(JSON.stringify(bad), PRESENT);
  expect("faults" in read && read.faults.map((one) => `${one.kind} ${"at" in one ? one.at : ""}`)).toEqual([
    "bad_value promise.of", "bad_value promise.share", "bad_value promise.confidence",
    "unknown_field variants[0].colour", "bad_value variants[0].demand_percent", "bad_value variants[0].name",
    "no_such_car variants[0].remove[0]", "no_such_area variants[0].add[0].area", "bad_value variants[0].add[0].duty",
    "bad_value variants[1]",
    "no_such_car variants[2].change[0].unit", "no_such_point variants[2].areas[0].points[1]",
  ]);
});

test("travel times by the roads go back into the file where the layout is the same", () => {
  const roads = { places: [], seconds: [], extract_sm3: "ab" };
  const plan = (layout: object) => JSON.stringify({ present: { ...PRESENT, layout: { ...layout, roads }, run: { days: 3 } }, costs: { crew: 2 }, ...file });
  const read = readFile(plan(PRESENT.layout), PRESENT);
  if ("faults" in read) throw new Error("the file is read");
  expect([read.file, read.roads]).toEqual([file, "carried"]);
  expect(JSON.parse(fileText(read.file, read.carried))).toEqual(JSON.parse(plan(PRESENT.layout)));
  const other = { ...PRESENT.layout, points: PRESENT.layout.points.slice(1) };
  expect(readFile(plan(other), PRESENT)).toEqual({ file, roads: "other" });
  expect(readFile(JSON.stringify({ present: { layout: { roads: 3 } }, ...file }), PRESENT)).toEqual({ faults: [{ kind: "bad_value", at: "present.layout.roads" }] });
});
