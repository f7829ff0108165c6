// What the map shows of the town: cars, incidents, lines between them; without words and without drawing.
import type { Advice, Incident, Seen, Sos, Spot, Town, UnitState } from "../api/types";
import { mostUrgent, read, type Reading } from "./clocks";
import type { LonLat } from "./gcj02";
import { metres } from "./mapGeometry";
import { inOrder, isOver } from "./queue";

/** Where work on an incident stands, as far as the map tells them apart. */
export type Stage = "waiting" | "working" | "after";

export type CarState = "out_of_service" | "in_service" | "assigned" | "en_route" | "on_scene" | "busy" | "unknown";

export type Car = {
  id: string;
  name: string;
  callSign: string;
  area: string;
  areaName: string;
  state: CarState;
  /** The server's own name of the state. */
  stateName: string | undefined;
  since: string | undefined;
  incident: string | undefined;
  crew: readonly string[];
  seen: Seen | undefined;
  place: LonLat | undefined;
  /** Whole seconds since it was seen; undefined when it never was. */
  age: number | undefined;
  /** Whether the position is too old to be believed. */
  old: boolean;
};

export type Spotted = {
  incident: Incident;
  place: LonLat | undefined;
  stage: Stage;
  hazard: boolean;
  clock: Reading | undefined;
};

/** A call for help (紧急求助) that is not over. */
export type Cry = { sos: Sos; place: LonLat | undefined; seen: boolean };

/** From a car to the incident that it is on, or that it could be sent to. */
export type Way = {
  car: string;
  from: LonLat;
  to: LonLat;
  incident: string;
  kind: "assigned" | "possible";
  /** Whether the line begins at the car itself, and so moves with it. */
  follows: boolean;
};

/** More lines than these say nothing any more; the list has all candidates. */
const MOST_POSSIBLE = 3;

const WAITING = new Set(["received", "classified", "accepted"]);
const WORKING = new Set(["assigned", "acknowledged", "arrived", "feedback_given"]);
const STATES = new Set<string>(["out_of_service", "in_service", "assigned", "en_route", "on_scene"]);

export const stageOf = ({ phase }: Pick<Incident, "phase">): Stage =>
  WAITING.has(phase) ? "waiting" : WORKING.has(phase) ? "working" : "after";

export const pair = ({ lon, lat }: { lon: number; lat: number }): LonLat => [lon, lat];

const isState = (text: string): text is CarState => STATES.has(text);

/** The cars by call sign, with their last position. `limit` is the policy's: older is not believed. */
export function carsOf(town: Town, units: readonly UnitState[], seen: ReadonlyMap<string, Seen>, now: number, limit: number | undefined): Car[] {
  const areas = new Map(town.areas.map((area) => [area.id, area.name]));
  const known = new Map(units.map((unit) => [unit.id, unit]));
  const cars = town.units.map(({ id, name, call_sign: callSign, area, incident }): Car => {
    const unit = known.get(id);
    const at = seen.get(id);
    const age = at && Math.max(0, Math.floor((now - Date.parse(at.at)) / 1000));
    const state = unit ? (isState(unit.state) ? unit.state : "unknown") : incident ? "busy" : "unknown";
    return {
      id, name, callSign, area, areaName: areas.get(area) ?? area, state,
      stateName: unit?.state_name,
      since: unit?.since ?? undefined,
      incident: (unit ? unit.incident : incident) ?? undefined,
      crew: unit?.crew.map((one) => one.name) ?? [],
      seen: at,
      place: at && pair(at.place),
      age,
      old: at !== undefined && age !== undefined && (limit === undefined ? at.stale : age > limit),
    };
  });
  return cars.sort((a, b) => (a.callSign < b.callSign ? -1 : 1));
}

/** The incidents under way, the most urgent first as in the desk's list. Those without a place are in the list alone. */
export function spotted(incidents: Iterable<Incident>, now: number): Spotted[] {
  const order = inOrder("urgent");
  return [...incidents]
    .filter((incident) => !isOver(incident))
    .sort(order)
    .map((incident): Spotted => {
      const clock = mostUrgent(incident);
      const place = incident.place ?? incident.located?.place;
      return {
        incident,
        place: place ? pair(place) : undefined,
        stage: stageOf(incident),
        hazard: incident.hazards.length > 0,
        clock: clock && read(clock, now),
      };
    });
}

/** The calls for help, first those that nobody has seen to, and of these who has waited longest. */
export function cries(calls: Iterable<Sos>): Cry[] {
  return [...calls]
    .filter((sos) => !sos.ended_at)
    .map((sos): Cry => ({ sos, place: sos.place ? pair(sos.place) : undefined, seen: Boolean(sos.acknowledged_at) }))
    .sort((a, b) => Number(a.seen) - Number(b.seen) || Date.parse(a.sos.raised_at) - Date.parse(b.sos.raised_at));
}

/** Lines of the cars on their way or at work, and of those that the advice names for the incident in hand. */
export function ways(cars: readonly Car[], incidents: readonly Spotted[], advice: Advice | undefined): Way[] {
  const places = new Map(incidents.flatMap(({ incident, place }) => (place ? [[incident.id, place] as const] : [])));
  const byId = new Map(cars.map((car) => [car.id, car]));
  const lines: Way[] = [];
  for (const { incident, place } of incidents) {
    for (const unit of place ? incident.units : []) {
      const from = byId.get(unit.unit)?.place;
      if (from && place && !unit.released_at) lines.push({ car: unit.unit, from, to: place, incident: incident.id, kind: "assigned", follows: true });
    }
  }
  const to = advice && places.get(advice.incident);
  for (const one of to ? advice.candidates.slice(0, MOST_POSSIBLE) : []) {
    // The way is measured from the position, or from where the car is at work; without either no line is drawn.
    const busy = one.busy_with ? places.get(one.busy_with) : undefined;
    const from = one.way_from === "position" ? byId.get(one.unit)?.place : one.way_from === "present_incident" ? busy : undefined;
    if (from && to) lines.push({ car: one.unit, from, to, incident: advice.incident, kind: "possible", follows: one.way_from === "position" });
  }
  return lines;
}

/** The stations (派出所) stand where the gazetteer has an entry of their name; the register has no places. */
export function stationsOf(town: Town, spots: readonly Spot[]): { id: string; name: string; place: LonLat | undefined }[] {
  return town.stations.map(({ code, name }) => {
    const spot = spots.find((one) => !one.gone && one.place && (one.name === name || one.aliases.includes(name)));
    return { id: code, name, place: spot?.place ? pair(spot.place) : undefined };
  });
}

/** The three cars nearest to a place, of those whose position is believed. */
export const carsNear = (cars: readonly Car[], place: LonLat): (Car & { place: LonLat })[] =>
  cars
    .flatMap((car) => (car.place && !car.old ? [{ ...car, place: car.place }] : []))
    .sort((a, b) => metres(a.place, place) - metres(b.place, place))
    .slice(0, 3);

/** Whether a car can still be sent: only then an advice is asked for. */
export const canBeSent = (incident: Incident) => stageOf(incident) !== "after" && !isOver(incident);

/** All of the words stand somewhere in the text. */
export function has(text: readonly (string | null | undefined)[], words: string): boolean {
  const all = text.filter(Boolean).join(" ").toLowerCase();
  return words.toLowerCase().split(/\s+/).filter(Boolean).every((word) => all.includes(word));
}

/** The eight winds, for a heading in words. */
export const WINDS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as const;

export const wind = (degrees: number) => WINDS[Math.round((((degrees % 360) + 360) % 360) / 45) % 8] ?? "n";
