// What the wall screen tells, out of the town's incidents, cars and today's figures.
import type { Incident, Report, Share, Town } from "../api/types";
import { read } from "./clocks";
import { type Car, type Spotted, stageOf } from "./mapScene";

/** An incident with the clock that is over, and by how many seconds. */
export type Late = { incident: Incident; clock: string; clockName: string; by: number };

/** Who waits for a car, longest first, with the seconds since the call. */
export function waiting(incidents: readonly Spotted[], now: number): { incident: Incident; seconds: number }[] {
  return incidents
    .filter((one) => one.stage === "waiting")
    .map(({ incident }) => ({ incident, seconds: Math.max(0, Math.floor((now - Date.parse(incident.received_at)) / 1000)) }))
    .sort((a, b) => b.seconds - a.seconds);
}

/** Clocks that run beyond their limit now, an incident once, the latest first. */
export function runningLate(incidents: readonly Spotted[], now: number): Late[] {
  return incidents
    .flatMap(({ incident }): Late[] => {
      const over = incident.clocks
        .map((clock) => ({ clock, left: read(clock, now) }))
        .filter(({ left }) => left.counting && left.tone === "over")
        .sort((a, b) => a.left.left - b.left.left)[0];
      return over ? [{ incident, clock: over.clock.clock, clockName: over.clock.name, by: -over.left.left }] : [];
    })
    .sort((a, b) => b.by - a.by);
}

export type ClockFigure = { clock: string; kept: Share; breached: number; running: number };

export type Figures = {
  day: string;
  received: number;
  over: number;
  hours: readonly number[];
  days: readonly { day: string; count: number }[];
  /** The mean of the days before, where there are enough to say one. */
  usual: number | undefined;
  clocks: readonly ClockFigure[];
  /** Calls by area. */
  areas: ReadonlyMap<string, number>;
  breaches: readonly { clock: string; total: number; first: readonly string[] }[];
};

/** The days that the trend shows, today among them. */
const TREND_DAYS = 14;

/** Today's report as the wall shows it. */
export function figures(report: Report): Figures {
  const { volumes, ends, clocks, areas, chart, period } = report;
  return {
    day: period.to,
    received: volumes.received,
    over: ends.closed + ends.returned + ends.merged + ends.cancelled,
    hours: volumes.hours,
    days: chart.days.slice(-TREND_DAYS).map(({ day, count }) => ({ day, count })),
    usual: chart.limits?.centre,
    clocks: clocks.map(({ clock, kept, breached, running }) => ({ clock, kept, breached: breached.total, running })),
    areas: new Map(areas.flatMap(({ id, share }) => (id ? [[id, share.numerator] as const] : []))),
    breaches: clocks.flatMap(({ clock, breached }) => (breached.total > 0 ? [{ clock, total: breached.total, first: breached.first }] : [])),
  };
}

export type AreaNow = { id: string; name: string; open: number; today: number | undefined; free: boolean };

/** Each area: what is under way on the spot, today's calls, and whether a car of it is free. */
export function areasNow(town: Town, incidents: readonly Spotted[], cars: readonly Car[], today: Figures | undefined): AreaNow[] {
  return town.areas.map(({ id, name }) => ({
    id,
    name,
    open: incidents.filter(({ incident, stage }) => incident.area === id && stage !== "after").length,
    today: today ? (today.areas.get(id) ?? 0) : undefined,
    free: cars.some((car) => car.area === id && car.state === "in_service"),
  }));
}

/** Busy cars first, then free ones, then those out of service: what happens stands on top. */
export function carsInOrder(cars: readonly Car[]): Car[] {
  const order = ["on_scene", "en_route", "assigned", "busy", "in_service", "unknown", "out_of_service"];
  return [...cars].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (a.callSign < b.callSign ? -1 : 1));
}

/** How the open incidents are spread over the line. */
export function inStages(incidents: Iterable<Incident>): Record<"waiting" | "working" | "after", number> {
  const found = { waiting: 0, working: 0, after: 0 };
  for (const incident of incidents) found[stageOf(incident)] += 1;
  return found;
}
