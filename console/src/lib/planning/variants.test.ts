import { expect, test } from "vitest";
import type { Variant } from "../../api/plan";
import { billOf, carsByHour, dutyRows, fleetOf } from "./fleet";
import { PRESENT } from "./made.test-data";
import { dutyOf, WEEK } from "./shifts";
import { blankVariant, changesNothing, twice, typedOf, variantOf } from "./variants";

const lines = (...args: Parameters<typeof variantOf>) => variantOf(...args).variant;

test("a form that says nothing is the present", () => {
  const { variant, wrong } = variantOf(blankVariant(1, " same "), PRESENT);
  expect(variant).toEqual({ name: "same" });
  expect([wrong, changesNothing(variant)]).toEqual([[], true]);
});

test("every field goes into the file and comes back", () => {
  const whole: Variant = {
    name: "all",
    remove: ["car-1"],
    change: [{ unit: "car-2", area: "west", duty: [] }],
    add: [{ area: "east" }, { area: "west", duty: dutyOf({ kind: "night" }) ?? [] }],
    demand_percent: 120,
    areas: [{ area: "west", waits_at: { lon: 121, lat: 31 } }, { area: "east", points: [1, 2] }],
    arrive_seconds: 750,
    own_area_preference_seconds: 0,
    reassign_gain_seconds: 120,
  };
  const typed = typedOf(whole, PRESENT, 3);
  expect(typed).toMatchObject({ demand: "20", arrive: "12.5", preference: "0", gain: "120", cells: { 1: "east", 2: "east" } });
  const made = variantOf(typed, PRESENT);
  expect(made.wrong).toEqual([]);
  expect(made.variant).toEqual(whole);
});

test("what is as it is now stays out of the file", () => {
  const typed = { ...blankVariant(1, "x"), cars: { "car-2": { hours: { kind: "day" as const } } }, cells: { 0: "west" }, demand: "0" };
  expect(lines(typed, PRESENT)).toEqual({ name: "x" });
});

test("what cannot be meant is named", () => {
  const typed = {
    ...blankVariant(1, " "),
    cars: { "car-1": { gone: true as const }, "car-2": { gone: true as const } },
    demand: "-100", arrive: "0", preference: "1.5", gain: "soon",
  };
  expect(variantOf(typed, PRESENT).wrong.map((one) => one.field)).toEqual(["name", "fleet", "demand", "arrive", "preference", "gain"]);
  const own = { kind: "own" as const, from: "", to: "08:00", weekdays: WEEK };
  const added = { ...blankVariant(1, "x"), added: [{ key: 1, area: "north", hours: own }] };
  expect(variantOf(added, PRESENT).wrong).toEqual([{ field: "area", car: "new-1" }, { field: "hours", car: "new-1" }]);
  expect(lines({ ...blankVariant(1, "x"), demand: "\u221210" }, PRESENT).demand_percent).toBe(90);
});

test("names that stand twice are told", () => {
  expect(twice(["a", "b", "a", "a"])).toEqual(["a"]);
});

test("a fleet costs what the server says that it costs", () => {
  const costs = { car_year: 7_800_000, member_year: 7_480_000, crew: 2, member_week_hours: 42 };
  const five = Array.from({ length: 5 }, (_, nth) => ({ unit: `car-${nth}`, area: "west" }));
  expect(billOf(costs, five)).toEqual({ cars: 5, members: 40, duty_seconds_a_week: 3_024_000, yearly: 5 * 7_800_000 + 40 * 7_480_000 });
  // 85 hours, two members a car: 170 hours over 42.
  const odd = [{ unit: "x", area: "west", duty: [{ weekdays: WEEK, from_second: 28_800, to_second: 72_000 }, { weekdays: [6], from_second: 0, to_second: 3600 }] }];
  expect(billOf(costs, odd).members).toBe(5);
});

test("the cars of a scenario, by the hour", () => {
  const cars = fleetOf(PRESENT.fleet.cars, { remove: ["car-1"], add: [{ area: "west" }] });
  expect(cars.map((one) => one.unit)).toEqual(["car-2", "new-1"]);
  const hours = carsByHour(cars);
  expect([hours.length, hours[7], hours[8], hours[167]]).toEqual([168, 1, 2, 1]);
  expect(dutyRows(hours)).toEqual([{ day: 0, all: true, cars: hours.slice(0, 24) }]);
  expect(dutyRows(hours.map((one, hour) => (hour === 30 ? 9 : one))).map((one) => one.all)).toEqual(Array(7).fill(false));
});
