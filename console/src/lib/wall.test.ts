import { expect, test } from "vitest";
import type { Report } from "../api/types";
import { clock, incident, town } from "./made.test-data";
import { carsOf, spotted } from "./mapScene";
import { areasNow, carsInOrder, figures, inStages, runningLate, waiting } from "./wall";

const NOW = Date.parse("2024-08-31T08:20:00Z");

test("who waits longest stands first, by the call's own time", () => {
  const all = spotted(
    [
      incident({ id: "2", phase: "accepted", received_at: "2024-08-31T08:19:00Z" }),
      incident({ id: "1", phase: "received", received_at: "2024-08-31T08:10:00Z" }),
      incident({ id: "3", phase: "arrived", received_at: "2024-08-31T07:00:00Z" }),
    ],
    NOW,
  );
  expect(waiting(all, NOW).map((one) => [one.incident.id, one.seconds])).toEqual([["1", 600], ["2", 60]]);
});

test("late now is what still counts: an ended, paused or void clock is not", () => {
  const late = clock({ due_at: "2024-08-31T08:15:00Z" });
  const all = spotted(
    [
      incident({ id: "a", phase: "assigned", clocks: [late, clock({ clock: "feedback", due_at: "2024-08-31T08:10:00Z", outcome: "breached" })] }),
      incident({ id: "b", phase: "arrived", clocks: [{ ...late, outcome: "kept", ended_at: "2024-08-31T08:05:00Z" }] }),
      incident({ id: "c", phase: "assigned", clocks: [{ ...late, outcome: "paused" }] }),
      incident({ id: "d", phase: "assigned", clocks: [{ ...late, outcome: "void", ended_at: "2024-08-31T08:05:00Z" }] }),
      incident({ id: "e", phase: "assigned", clocks: [late] }),
    ],
    NOW,
  );
  expect(runningLate(all, NOW).map((one) => [one.incident.id, one.clock, one.by])).toEqual([["a", "feedback", 600], ["e", "arrive", 300]]);
});

test("today's figures are the report's own", () => {
  const records = (total: number) => ({ total, first: ["x"].slice(0, total) });
  const share = (numerator: number, denominator: number) => ({ numerator, denominator });
  const report = {
    period: { from: "2024-08-31", to: "2024-08-31" },
    volumes: { received: 9, hours: Array.from({ length: 24 }, (_, hour) => hour) },
    ends: { closed: 1, returned: 2, merged: 3, cancelled: 4, under_way: 9 },
    clocks: [
      { clock: "arrive", kept: share(5, 7), breached: records(2), running: 1 },
      { clock: "dispose", kept: share(0, 0), breached: records(0), running: 0 },
    ],
    areas: [{ id: "a1", share: share(6, 9) }, { id: null, share: share(3, 9) }],
    chart: { days: Array.from({ length: 29 }, (_, at) => ({ day: `d${at}`, count: at, signals: [] })), limits: { centre: 95.5 } },
  } as unknown as Report;
  const told = figures(report);
  expect([told.received, told.over, told.usual]).toEqual([9, 10, 95.5]);
  expect(told.days.map((one) => one.count)).toEqual([15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28]);
  expect(told.breaches.map((one) => [one.clock, one.total])).toEqual([["arrive", 2]]);
  const here = spotted([incident({ phase: "received", area: "a1" }), incident({ id: "z", phase: "disposed", area: "a1" })], NOW);
  const cars = carsOf(town(), [], new Map(), NOW, 180);
  expect(areasNow(town(), here, cars, told)).toEqual([
    { id: "a1", name: "Area a1", open: 1, today: 6, free: false },
    { id: "a2", name: "Area a2", open: 0, today: 0, free: false },
  ]);
  expect(carsInOrder(cars).map((car) => car.state)).toEqual(["busy", "unknown", "unknown"]);
});

test("stages add up", () => {
  expect(inStages([incident(), incident({ phase: "arrived" }), incident({ phase: "reviewed" })])).toEqual({ waiting: 1, working: 1, after: 1 });
});
