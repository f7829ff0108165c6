// What every part of the phone's page needs: the car, the incident in hand, and how to do something.
import { createContext, useContext } from "react";
import type { Problem } from "../api/http";
import type { Command, Incident, Session, Unit } from "../api/types";
import type { Connection } from "../lib/live";
import type { Act } from "../lib/outbox";
import type { Fix } from "../lib/patrolFixes";
import type { Known } from "./known";
import type { Outbox, Press, Standing } from "./outbox";
import type { News } from "./useCar";
import type { Positioning } from "./usePosition";

export type Patrol = {
  session: Session;
  onLogOut: () => void;
  known: Known | undefined;
  /** The incident in hand as the server has it. */
  incident: Incident | undefined;
  /** The same as it will stand when what waits is taken. */
  foreseen: Incident | undefined;
  /** The own car's part in it. */
  part: Unit | undefined;
  /** Whether the member may act: on duty, or said to sit in the car all the same. */
  acting: boolean;
  standIn: () => void;
  connection: Connection;
  problem: Problem | undefined;
  reload: () => void;
  news: News | undefined;
  clearNews: () => void;
  outbox: Outbox;
  standing: Standing;
  /** The member's own acts that wait. */
  pending: Act[];
  /** Keeps an act, to be sent as soon as that can be. */
  press: (press: Press) => Promise<void>;
  /** A command to an incident, at the time at which it is pressed unless another is given. */
  command: (incident: Incident, command: Command, more?: { words?: string; at?: string; hold?: boolean }) => Promise<void>;
  positioning: { state: Positioning; told: number | undefined; place: () => Fix | undefined };
  quiet: boolean;
  setQuiet: (quiet: boolean) => void;
};

export const PatrolContext = createContext<Patrol | undefined>(undefined);

export function usePatrol(): Patrol {
  const patrol = useContext(PatrolContext);
  if (!patrol) throw new Error("no PatrolContext above");
  return patrol;
}
