// What the desk knows, and how each message changes it.
import type { Happened, Incident } from "../api/types";

export type Connection = "connecting" | "live" | "broken";

export type Desk = {
  incidents: ReadonlyMap<string, Incident>;
  /** Position of the last event heard; the stream is resumed after it. */
  position: number | undefined;
  connection: Connection;
  /** Rises when the lists must be loaded anew. */
  loads: number;
  /** The last event, for the announcement. */
  last: { position: number; kind: string; kindName: string; incident: Incident } | undefined;
};

export const empty: Desk = { incidents: new Map(), position: undefined, connection: "connecting", loads: 0, last: undefined };

export type Message =
  | { type: "hello"; position: number }
  | { type: "reset"; position: number }
  /** All that the stream told since the last picture was drawn, in order. */
  | { type: "heard"; happened: Happened[]; position: number }
  | { type: "broken" }
  | { type: "loaded"; incidents: Incident[] };

/** A message may come late or twice: an incident never goes back to an older version. */
function put(known: ReadonlyMap<string, Incident>, news: Incident[]): ReadonlyMap<string, Incident> {
  const changed = new Map(known);
  for (const incident of news) {
    const old = known.get(incident.id);
    if (!old || incident.version >= old.version) changed.set(incident.id, incident);
  }
  return changed;
}

export function reduce(desk: Desk, message: Message): Desk {
  switch (message.type) {
    case "hello": {
      // A stream that begins elsewhere than where the last one ended has a gap.
      const gap = desk.position !== message.position;
      return { ...desk, connection: "live", position: message.position, loads: gap ? desk.loads + 1 : desk.loads };
    }
    case "reset":
      return { ...desk, connection: "live", position: message.position, loads: desk.loads + 1 };
    case "heard": {
      // Without a state: a later event of the same incident brings it.
      const news = message.happened.flatMap((one) => (one.incident ? [one.incident] : []));
      const told = message.happened.findLast((one) => one.incident);
      return {
        ...desk,
        position: Math.max(desk.position ?? 0, message.position),
        incidents: news.length > 0 ? put(desk.incidents, news) : desk.incidents,
        last: told?.incident
          ? { position: told.position, kind: told.kind, kindName: told.kind_name, incident: told.incident }
          : desk.last,
      };
    }
    case "broken":
      return { ...desk, connection: "broken" };
    case "loaded":
      return { ...desk, incidents: put(desk.incidents, message.incidents) };
  }
}

/** Seconds to wait before the n-th attempt to connect anew (from 0). */
export const backoff = (attempt: number) => [1, 2, 5, 10][Math.min(attempt, 3)] ?? 10;
