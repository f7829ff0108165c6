// What the map and the wall know of the town, and how each message changes it. Only what is under way is
// kept, so that a screen that runs for a month holds no more than on its first day.
import type { Happened, Incident, Seen, Sos, UnitState } from "../api/types";
import type { Connection } from "./live";
import { isOver } from "./queue";

export type LiveTown = {
  connection: Connection;
  /** Position of the last event heard; the stream is resumed after it. */
  position: number | undefined;
  /** Incidents under way, by number. */
  incidents: ReadonlyMap<string, Incident>;
  /** Calls for help that are not over, by identifier. */
  sos: ReadonlyMap<string, Sos>;
  /** Where the cars were seen last, by car. */
  seen: ReadonlyMap<string, Seen>;
  units: readonly UnitState[];
  /** Whether the lists of incidents and calls for help are on their way, and what of both changed meanwhile. */
  asking: boolean;
  changed: ReadonlySet<string>;
  /** Rises when the incidents must be loaded anew; positions are read at each connection. */
  loads: number;
  connections: number;
  /** Rises when cars or duty changed. */
  unitChanges: number;
  /** Rises when the register changed. */
  townChanges: number;
  /** Rises with each event of an incident. */
  events: number;
  loaded: boolean;
};

export const emptyTown: LiveTown = {
  connection: "connecting", position: undefined, incidents: new Map(), sos: new Map(), seen: new Map(), units: [], asking: false,
  changed: new Set(),
  loads: 0, connections: 0, unitChanges: 0, townChanges: 0, events: 0, loaded: false,
};

export type TownMessage =
  | { type: "hello" | "reset"; position: number }
  | { type: "incident"; happened: Happened }
  | { type: "stream"; position: number; stream: string }
  | { type: "town"; position: number }
  | { type: "sos"; position: number; sos: Sos }
  | { type: "position"; seen: Seen }
  | { type: "broken" }
  | { type: "asked" }
  | { type: "listed"; incidents: Incident[]; sos: Sos[] }
  | { type: "positions"; positions: Seen[] }
  | { type: "units"; units: UnitState[] };

const DUTY = /^(unit|duty|attendance|standby)\//;

function placed(old: ReadonlyMap<string, Seen>, news: Seen[]): ReadonlyMap<string, Seen> {
  const all = new Map(old);
  for (const one of news) {
    const known = all.get(one.unit);
    if (!known || Date.parse(one.at) >= Date.parse(known.at)) all.set(one.unit, one);
  }
  return all;
}

function happened(town: LiveTown, { position, id, incident }: Happened): LiveTown {
  const changed = town.asking ? new Set(town.changed).add(id) : town.changed;
  const base = { ...town, position, events: town.events + 1, changed };
  // Without a state: a later event of the same incident brings it.
  if (!incident) return base;
  const known = town.incidents.get(id);
  if (known && known.version > incident.version) return base;
  const incidents = new Map(town.incidents);
  if (isOver(incident)) incidents.delete(id);
  else incidents.set(id, incident);
  const moved = steps(known) !== steps(incident);
  return { ...base, incidents, unitChanges: town.unitChanges + (moved ? 1 : 0) };
}

/** What of an incident changes the state of its cars. */
const steps = (incident: Incident | undefined) =>
  JSON.stringify(incident?.units.map((unit) => [unit.unit, unit.acknowledged_at, unit.arrived_at, unit.released_at]) ?? []);

function calledForHelp(town: LiveTown, position: number, news: Sos): LiveTown {
  const changed = town.asking ? new Set(town.changed).add(news.id) : town.changed;
  const known = town.sos.get(news.id);
  if (known && known.version > news.version) return { ...town, position, changed };
  const sos = new Map(town.sos);
  if (news.ended_at) sos.delete(news.id);
  else sos.set(news.id, news);
  return { ...town, position, changed, sos };
}

type Versioned = { id: string; version: number };

/** A list that took its time, with what was heard meanwhile. */
function merged<T extends Versioned>(all: ReadonlyMap<string, T>, list: readonly T[], changed: ReadonlySet<string>, over: (one: T) => boolean): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const one of list) {
    const known = all.get(one.id);
    // What was over while the list was on its way stays away.
    if (!known && changed.has(one.id)) continue;
    if (!over(one)) found.set(one.id, known && known.version > one.version ? known : one);
  }
  for (const [id, known] of all) if (changed.has(id) && !found.has(id)) found.set(id, known);
  return found;
}

function listed(town: LiveTown, incidents: Incident[], sos: Sos[]): LiveTown {
  return {
    ...town,
    incidents: merged(town.incidents, incidents, town.changed, isOver),
    sos: merged(town.sos, sos, town.changed, (one) => Boolean(one.ended_at)),
    asking: false, changed: new Set(), loaded: true,
  };
}

export function reduceTown(town: LiveTown, message: TownMessage): LiveTown {
  switch (message.type) {
    case "hello":
    case "reset": {
      // A stream that begins elsewhere than where the last one ended has a gap.
      const gap = message.type === "reset" || town.position !== message.position;
      return {
        ...town, connection: "live", position: message.position, connections: town.connections + 1,
        loads: town.loads + (gap ? 1 : 0),
      };
    }
    case "incident":
      return happened(town, message.happened);
    case "stream":
      return { ...town, position: message.position, unitChanges: town.unitChanges + (DUTY.test(message.stream) ? 1 : 0) };
    case "town":
      return { ...town, position: message.position, townChanges: town.townChanges + 1 };
    case "sos":
      return calledForHelp(town, message.position, message.sos);
    case "position":
      return { ...town, seen: placed(town.seen, [message.seen]) };
    case "broken":
      return town.connection === "broken" ? town : { ...town, connection: "broken" };
    case "asked":
      return { ...town, asking: true, changed: new Set() };
    case "listed":
      return listed(town, message.incidents, message.sos);
    case "positions":
      return { ...town, seen: placed(new Map(), [...message.positions, ...town.seen.values()]) };
    case "units":
      return { ...town, units: message.units };
  }
}

/** Messages of a moment at once: fifty cars a second are one drawing, not fifty. */
export const reduceAll = (town: LiveTown, messages: readonly TownMessage[]): LiveTown => messages.reduce(reduceTown, town);
