// What the phone of a crew shows: its own car, the incident in hand, and what can be done next.
import type { components } from "../api/schema";
import type { Act } from "./outbox";
import type { Incident, Unit } from "../api/types";

export type Car = components["schemas"]["UnitStateView"];
export type Duty = "on" | "bound" | "off";

export type Own = {
  car: Car;
  /** On duty in it by the roster; bound to its incident though the shift is over; or neither. */
  duty: Duty;
};

/** The car that a member is on duty in, else the one that still has the member's incident, else its own. */
export function ownCar(cars: readonly Car[], member: string, home: string | null | undefined): Own | undefined {
  const on = cars.find((car) => car.crew.some((one) => one.code === member));
  if (on) return { car: on, duty: "on" };
  const bound = cars.find((car) => car.bound.some((one) => one.code === member));
  if (bound) return { car: bound, duty: "bound" };
  const own = cars.find((car) => car.id === home);
  return own && { car: own, duty: "off" };
}

/** A car's part in an incident that it is still on. */
export const partOf = (incident: Incident, car: string): Unit | undefined =>
  incident.units.findLast((unit) => unit.unit === car && !unit.released_at);

/** How a car stands once what waits to be sent is taken: what was just pressed counts at once. */
export function stateOf(car: Car | undefined, foreseen: Incident | undefined): string {
  if (!car) return "out_of_service";
  const part = foreseen && partOf(foreseen, car.id);
  if (part) return part.arrived_at ? "on_scene" : part.acknowledged_at ? "en_route" : "assigned";
  return foreseen && car.incident === foreseen.id ? "in_service" : car.state;
}

const WITH_UNIT = new Set<string>(["assigned", "acknowledged", "arrived", "feedback_given"]);

/** The incident that a car is on. */
export function inHand(incidents: Iterable<Incident>, car: string): Incident | undefined {
  return [...incidents].find((one) => WITH_UNIT.has(one.phase) && partOf(one, car));
}

/** Incidents of the day that a car has disposed of or left, the last first. */
export function finished(incidents: readonly Incident[], car: string, since: number): Incident[] {
  const of = (one: Incident) => one.units.filter((unit) => unit.unit === car);
  return incidents
    .filter((one) => of(one).some((unit) => unit.arrived_at && Date.parse(unit.assigned_at) >= since))
    .filter((one) => !(WITH_UNIT.has(one.phase) && partOf(one, car)))
    .sort((a, b) => (a.id < b.id ? 1 : -1));
}

export type Main = "acknowledge" | "arrive" | "feedback" | "dispose";

/** The one act that the big button does. A reinforcement reports that it comes and is there; the lead does the rest. */
export function mainAct(incident: Incident, part: Unit): Main | undefined {
  if (!part.arrived_at) return part.acknowledged_at ? "arrive" : "acknowledge";
  if (!part.lead) return undefined;
  if (incident.phase === "arrived") return "feedback";
  return incident.phase === "feedback_given" ? "dispose" : undefined;
}

/** The incident as it will stand when what waits is taken. How clocks end is the server's to say. */
export function foresee(incident: Incident, car: string, acts: readonly Act[]): Incident {
  return acts.filter((one) => one.about === incident.id).reduce((now, act) => follow(now, car, act), incident);
}

function follow(incident: Incident, car: string, act: Act): Incident {
  const lead = partOf(incident, car)?.lead ?? false;
  const part = (change: Partial<Unit>, phase?: Incident["phase"], clock?: string): Incident => ({
    ...incident,
    phase: phase && lead ? phase : incident.phase,
    units: incident.units.map((unit) => (unit.unit === car && !unit.released_at ? { ...unit, ...change } : unit)),
    clocks: incident.clocks.map((one) =>
      clock === one.clock && lead && !one.ended_at ? { ...one, ended_at: act.at } : one,
    ),
  });
  switch (act.what) {
    case "acknowledge":
      return part({ acknowledged_at: act.at }, "acknowledged");
    case "arrive":
      return part({ arrived_at: act.at, arrival_proposed_at: null }, "arrived", "arrive");
    case "feedback":
      return part({}, "feedback_given", "feedback");
    case "dispose":
      return part({ released_at: act.at }, "disposed", "dispose");
    case "refuse_assignment":
      return part({ released_at: act.at });
    case "answer_check_in":
      return part({ check_in: null });
    default:
      return incident;
  }
}

export type Asked = { until: number | undefined; missed: boolean };

/** Whether the crew is being asked whether it is well, and until when it can answer in time. */
export function asked(part: Unit | undefined): Asked | undefined {
  const check = part?.check_in;
  if (!check || (!check.answer_by && !check.missed)) return undefined;
  return { until: check.answer_by ? Date.parse(check.answer_by) : undefined, missed: check.missed };
}

/** Whether the phone must make itself heard about an incident: until somebody in the car has acknowledged it. */
export const calls = (part: Unit | undefined): boolean =>
  part !== undefined && !part.acknowledged_at && !part.arrived_at;

/** The times of steps that the person has seen; what is pressed now came after them. */
export const stepsSeen = (incident: Incident): (string | null | undefined)[] => [
  incident.received_at,
  ...incident.units.flatMap((unit) => [unit.assigned_at, unit.acknowledged_at, unit.arrived_at]),
];

/** What a member may do now, as the server said, and as what waits to be sent will leave it. */
export function may(incident: Incident, foreseen: Incident, what: Incident["next"][number]): boolean {
  if (foreseen.phase === incident.phase) return incident.next.includes(what);
  return foreseen.phase !== "disposed" && BESIDE.has(what);
}

/** Open to a crew from its arrival on, whatever step is next. */
const BESIDE = new Set<string>(["attach", "answer_check_in", "explain_breach"]);

/** A time as people speak of it, without its seconds. */
export const toMinutes = (time: string): string => time.replace(/(\d\d:\d\d):\d\d$/, "$1");

/** Whether a step that the server refused has been made all the same: by the crew's other phone, or by the desk. */
export function already(now: Incident | undefined, car: string | undefined, act: Act): boolean {
  const part = now?.id === act.about && car ? partOf(now, car) : undefined;
  switch (act.what) {
    case "acknowledge":
      return !part || Boolean(part.acknowledged_at || part.arrived_at);
    case "arrive":
      return !part || Boolean(part.arrived_at);
    case "feedback":
      return !part || now?.phase === "feedback_given";
    case "dispose":
    case "refuse_assignment":
      return !part;
    default:
      return false;
  }
}
