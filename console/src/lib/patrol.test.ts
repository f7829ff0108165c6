import { expect, test } from "vitest";
import type { Incident, Unit } from "../api/types";
import { incident as made, unit } from "./made.test-data";
import type { Act } from "./outbox";
import { already, asked, type Car, calls, finished, foresee, inHand, mainAct, ownCar, partOf, stateOf } from "./patrol";

const part = (more: Partial<Unit> = {}): Unit => unit("car-1", { assigned_at: "2026-01-01T08:00:00Z", ...more });
const incident = (more: Partial<Incident> = {}): Incident => made({ id: "20260101-1", phase: "assigned", units: [part()], ...more });
const act = (what: string, at: string): Act => ({
  key: at, order: 1, lane: "acts", who: "t/a", what, about: "20260101-1", at, path: "/x",
});

test("the own car: on duty, else bound to its incident, else the car one belongs to", () => {
  const car = (id: string, crew: string[], bound: string[]) =>
    ({ id, crew: crew.map((code) => ({ code })), bound: bound.map((code) => ({ code })) }) as unknown as Car;
  const cars = [car("car-1", ["a"], []), car("car-2", [], ["b"])];
  expect(ownCar(cars, "a", "car-2")).toMatchObject({ car: { id: "car-1" }, duty: "on" });
  expect(ownCar(cars, "b", "car-1")).toMatchObject({ car: { id: "car-2" }, duty: "bound" });
  expect(ownCar(cars, "c", "car-1")).toMatchObject({ car: { id: "car-1" }, duty: "off" });
  expect(ownCar(cars, "c", null)).toBeUndefined();
});

test("the main act goes along the line, also over what still waits", () => {
  const at = (minute: number) => `2026-01-01T08:0${minute}:00Z`;
  const main = (one: Incident) => mainAct(one, partOf(one, "car-1") ?? part());
  let now = incident();
  expect(main(now)).toBe("acknowledge");
  expect(calls(partOf(now, "car-1"))).toBe(true);
  now = foresee(now, "car-1", [act("acknowledge", at(1))]);
  expect([main(now), now.phase, calls(partOf(now, "car-1"))]).toEqual(["arrive", "acknowledged", false]);
  now = foresee(now, "car-1", [act("arrive", at(2))]);
  expect([main(now), partOf(now, "car-1")?.arrived_at]).toEqual(["feedback", at(2)]);
  now = foresee(now, "car-1", [act("feedback", at(3))]);
  expect(main(now)).toBe("dispose");
  now = foresee(now, "car-1", [act("dispose", at(4))]);
  expect([now.phase, partOf(now, "car-1")]).toEqual(["disposed", undefined]);
});

test("the car stands as what was pressed leaves it, before the server has heard", () => {
  const car = { id: "car-1", state: "assigned", incident: "20260101-1" } as Car;
  const press = (...what: string[]) => stateOf(car, foresee(incident(), "car-1", what.map((one, at) => act(one, `2026-01-01T08:0${at + 1}:00Z`))));
  expect(press()).toBe("assigned");
  expect(press("acknowledge")).toBe("en_route");
  expect(press("acknowledge", "arrive")).toBe("on_scene");
  expect(press("acknowledge", "arrive", "feedback", "dispose")).toBe("in_service");
  expect(press("refuse_assignment")).toBe("in_service");
  // Taken out, or sent elsewhere meanwhile: as the server says.
  expect(stateOf({ ...car, state: "out_of_service", incident: null }, undefined)).toBe("out_of_service");
  expect(stateOf({ ...car, incident: "20260101-2" }, incident({ units: [part({ released_at: "2026-01-01T08:09:00Z" })] }))).toBe("assigned");
});

test("acts of another incident change nothing, and a reinforcement moves no phase", () => {
  const other = incident({ id: "20260101-2" });
  expect(foresee(other, "car-1", [act("arrive", "2026-01-01T08:01:00Z")])).toEqual(other);
  const second = foresee(incident({ units: [part({ lead: false })] }), "car-1", [act("arrive", "2026-01-01T08:01:00Z")]);
  expect(second.phase).toBe("assigned");
  expect(mainAct(second, second.units[0] ?? part())).toBeUndefined();
});

test("in hand is what the car is still on; finished is what it was at today", () => {
  const gone = incident({ id: "20260101-2", phase: "disposed", units: [part({ arrived_at: "x", released_at: "y" })] });
  const old = incident({ id: "20251231-9", phase: "closed", units: [part({ arrived_at: "x", released_at: "y", assigned_at: "2025-12-31T08:00:00Z" })] });
  expect(inHand([gone, incident()], "car-1")?.id).toBe("20260101-1");
  expect(inHand([gone], "car-1")).toBeUndefined();
  const since = Date.parse("2026-01-01T00:00:00Z");
  expect(finished([gone, old, incident()], "car-1", since).map((one) => one.id)).toEqual(["20260101-2"]);
});

test("a crew is asked from the question on", () => {
  expect(asked(part({ check_in: { nth: 1, ask_at: "2026-01-01T09:00:00Z", missed: false } }))).toBeUndefined();
  const by = "2026-01-01T09:05:00Z";
  expect(asked(part({ check_in: { nth: 1, ask_at: by, answer_by: by, missed: false } }))).toEqual({ until: Date.parse(by), missed: false });
  expect(asked(part({ check_in: { nth: 1, ask_at: by, missed: true } }))?.missed).toBe(true);
});

test("a refused step that was made all the same is known as such", () => {
  const arrive = act("arrive", "2026-01-01T08:02:00Z");
  expect(already(incident(), "car-1", arrive)).toBe(false);
  expect(already(incident({ units: [part({ arrived_at: "2026-01-01T08:03:00Z" })] }), "car-1", arrive)).toBe(true);
  expect(already(undefined, "car-1", arrive)).toBe(true);
  expect(already(incident(), "car-1", act("photo", "2026-01-01T08:02:00Z"))).toBe(false);
});
