// The contract's types, by short names. `schema.ts` is generated from `openapi.json`.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Session = Schemas["Session"];
export type Role = Session["role"];
export type Town = Schemas["TownView"];
export type TownUnit = Schemas["TownUnitView"];
export type Named = Schemas["Named"];
export type Incident = Schemas["IncidentView"];
export type Clock = Schemas["ClockView"];
export type Unit = Schemas["UnitView"];
export type Referral = Schemas["ReferralView"];
export type FollowUp = Schemas["FollowUpView"];
export type Caller = Schemas["CallerView"];
export type Command = Schemas["IncidentCommand"];
export type CommandRequest = Schemas["CommandRequest"];
export type Call = Schemas["Call"];
export type Happened = Schemas["Happened"];
export type ProblemBody = Schemas["Problem"];
export type Project = Schemas["ProjectView"];
export type IncidentPage = Schemas["Incidents"];
export type Selection = "open" | "over" | "all";

/** An event; its payload is the log's own JSON: a word, or one key over the fields. */
export type LoggedEvent = Omit<Schemas["EventView"], "payload"> & { payload: unknown };
