// What the phone knows of its car.
import type { components } from "../api/schema";
import type { Incident } from "../api/types";
import type { Own } from "../lib/patrol";

type Schemas = components["schemas"];
export type Standby = Schemas["StandbyView"];
export type Sos = Schemas["SosView"];
export type Alert = Schemas["AlertView"];
export type Protocol = Schemas["ProtocolView"];

export type Known = {
  /** `town/account`, whose car it is. */
  who: string;
  /** The member's badge number. */
  member: string;
  own?: Own;
  incident?: Incident;
  /** The protocol of its category, as it was when it was classified. */
  protocol?: Protocol;
  standby?: Standby;
  /** Calls for help that the crew was told of, and its own. */
  sos: Sos[];
  /** What stands unanswered and was told to the crew. */
  alerts: Alert[];
  /** When this was read, by the server's time (ms). */
  at: number;
};
