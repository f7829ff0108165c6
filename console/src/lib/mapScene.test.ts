import { expect, test } from "vitest";
import type { Advice, Candidate, Seen, Spot, UnitState } from "../api/types";
import { clock, incident, sos, town, unit } from "./made.test-data";
import { carsNear, carsOf, cries, has, spotted, stationsOf, wind, ways } from "./mapScene";

const NOW = Date.parse("2024-08-31T08:03:00Z");
const seen = (unit: string, part: Partial<Seen> = {}): Seen => ({
  unit, unit_name: unit, at: "2024-08-31T08:00:00Z", place: { lon: 121.3, lat: 31.2 }, accuracy_metres: 8, age_seconds: 0, stale: false, ...part,
});
const state = (id: string, part: Partial<UnitState> = {}): UnitState => ({
  id, name: id, call_sign: id, area: { code: "a1", name: "Area a1" }, state: "in_service", state_name: "free", crew: [], bound: [], relief: false, ...part,
});

test("a position is old when the policy's limit is over, to the second", () => {
  const cars = (limit: number | undefined, part?: Partial<Seen>) => carsOf(town(), [], new Map([["u1", seen("u1", part)]]), NOW, limit);
  expect(cars(180)[0]).toMatchObject({ id: "u1", age: 180, old: false });
  expect(cars(179)[0]).toMatchObject({ old: true });
  // Without the policy the server's word holds.
  expect(cars(undefined, { stale: true })[0]).toMatchObject({ old: true });
  expect(cars(180)[1]).toMatchObject({ id: "u2", age: undefined, old: false, place: undefined });
});

test("who may not read duty still sees who is on a call, and no state that nobody told", () => {
  const cars = carsOf(town(), [], new Map(), NOW, 180);
  expect(cars.map((car) => car.state)).toEqual(["unknown", "busy", "unknown"]);
  const told = carsOf(town(), [state("u2", { state: "on_scene", incident: "x" }), state("u3", { state: "of_tomorrow" })], new Map(), NOW, 180);
  expect(told.map((car) => [car.state, car.incident])).toEqual([["unknown", undefined], ["on_scene", "x"], ["unknown", undefined]]);
});

test("what waits stands first, what is over not at all, a proposal of the gazetteer is a place", () => {
  const located = { place: { lon: 121.31, lat: 31.21 } } as NonNullable<ReturnType<typeof incident>["located"]>;
  const all = [
    incident({ id: "1", phase: "disposed" }),
    incident({ id: "2", phase: "arrived", clocks: [clock()] }),
    incident({ id: "3", phase: "closed" }),
    incident({ id: "4", phase: "received", located }),
  ];
  const shown = spotted(all, NOW);
  expect(shown.map((one) => [one.incident.id, one.stage])).toEqual([["4", "waiting"], ["2", "working"], ["1", "after"]]);
  expect(shown[0]?.place).toEqual([121.31, 31.21]);
  expect(shown[1]?.clock?.left).toBe(720);
});

test("of the calls for help stands first who waits longest unseen; what is over stands nowhere", () => {
  const place = { lon: 121.31, lat: 31.21 };
  const all = [
    sos({ id: "seen", acknowledged_at: "2024-08-31T08:01:00Z", raised_at: "2024-08-31T07:00:00Z" }),
    sos({ id: "later", raised_at: "2024-08-31T08:02:00Z", place }),
    sos({ id: "first", raised_at: "2024-08-31T08:01:30Z" }),
    sos({ id: "over", ended_at: "2024-08-31T08:01:00Z" }),
  ];
  expect(cries(all).map((one) => [one.sos.id, one.seen, one.place])).toEqual([
    ["first", false, undefined], ["later", false, [121.31, 31.21]], ["seen", true, undefined],
  ]);
});

test("lines lead from cars to their incident, and from the advised cars to the one in hand", () => {
  const place = { lon: 121.31, lat: 31.21 };
  const shown = spotted(
    [
      incident({ id: "at", phase: "arrived", place, units: [unit("u1"), unit("u2", { released_at: "2024-08-31T08:01:00Z" })] }),
      incident({ id: "new", phase: "accepted", place: { lon: 121.32, lat: 31.22 } }),
    ],
    NOW,
  );
  const cars = carsOf(town(), [], new Map([["u1", seen("u1")], ["u2", seen("u2")]]), NOW, 180);
  expect(ways(cars, shown, undefined)).toEqual([{ car: "u1", from: [121.3, 31.2], to: [121.31, 31.21], incident: "at", kind: "assigned", follows: true }]);
  const one = (part: Partial<Candidate>) => ({ unit: "u1", way_from: "position", ...part }) as Candidate;
  const advice = {
    incident: "new",
    candidates: [one({ unit: "u2" }), one({ busy_with: "at", way_from: "present_incident" }), one({ unit: "u3", way_from: "waiting_point" })],
  } as Advice;
  const possible = ways(cars, shown, advice).filter((way) => way.kind === "possible");
  expect(possible.map((way) => [way.car, way.from, way.follows])).toEqual([["u2", [121.3, 31.2], true], ["u1", [121.31, 31.21], false]]);
});

test("a station stands where the gazetteer has its name", () => {
  const spot = { id: "x", name: "Station 1", kind: "office", kind_name: "", aliases: [], gone: false, place: { lon: 1, lat: 2 } } as Spot;
  expect(stationsOf(town(), [spot]).map((one) => one.place)).toEqual([[1, 2], undefined]);
  expect(stationsOf(town(), [{ ...spot, gone: true }])[0]?.place).toBeUndefined();
});

test("words are found in any order, headings have names", () => {
  expect(has(["North Road 7", null], "7 north")).toBe(true);
  expect(has(["North Road 7"], "south")).toBe(false);
  expect([wind(0), wind(359), wind(90), wind(-90)]).toEqual(["n", "n", "e", "w"]);
});

test("the nearest cars are those whose position is believed", () => {
  const at = (lon: number, part: Partial<Seen> = {}) => seen("", { place: { lon, lat: 31.2 }, ...part });
  const cars = carsOf(town(), [], new Map([["u1", at(121.4)], ["u2", at(121.31)], ["u3", at(121.3, { at: "2024-08-31T07:00:00Z" })]]), NOW, 180);
  expect(carsNear(cars, [121.3, 31.2]).map((car) => car.id)).toEqual(["u2", "u1"]);
});
