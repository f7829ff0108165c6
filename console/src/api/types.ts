// The contract's types, by short names. `schema.ts` is generated from `openapi.json`.
import type { components } from "./schema";

type Schemas = components["schemas"];

/**
 * The document spells the codes of some lists as the server's source does ("ReturnToPolice"), while
 * the wire has "return_to_police". Such lists are plain strings here; lists that the document
 * spells as the wire does keep their exact members.
 */
type Wire<T> = T extends string
  ? string extends T
    ? string
    : T extends Capitalize<T>
      ? string
      : T
  : T extends readonly (infer Item)[]
    ? Wire<Item>[]
    : T extends object
      ? { [Key in keyof T]: Wire<T[Key]> }
      : T;

export type Session = Schemas["Session"];
export type Role = Session["role"];
export type Town = Wire<Schemas["TownView"]>;
export type TownUnit = Schemas["TownUnitView"];
export type Named = Schemas["Named"];
export type Incident = Wire<Schemas["IncidentView"]>;
export type Clock = Wire<Schemas["ClockView"]>;
export type Unit = Wire<Schemas["UnitView"]>;
export type Referral = Wire<Schemas["ReferralView"]>;
export type FollowUp = Wire<Schemas["FollowUpView"]>;
export type Caller = Schemas["CallerView"];
export type Command = Wire<Schemas["IncidentCommand"]>;
export type CommandRequest = Wire<Schemas["CommandRequest"]>;
export type Call = Wire<Schemas["Call"]>;
export type Happened = { position: number; kind: string; kind_name: string; incident: Incident };
export type ProblemBody = Wire<Schemas["Problem"]>;
export type Project = Schemas["ProjectView"];
export type IncidentPage = { incidents: Incident[]; next?: string | null };
export type Selection = "open" | "over" | "all";

/** An event; its payload is the log's own JSON: a word, or one key over the fields. */
export type LoggedEvent = Omit<Wire<Schemas["EventView"]>, "payload"> & { payload: unknown };
