// The contract's types, by short names. `schema.ts` is generated from `openapi.json`.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Session = Schemas["Session"];
export type Login = Schemas["Login"];
export type Role = Session["role"];
export type Town = Schemas["Town"];
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
export type FormCheckResult = Schemas["FormCheckResult"];
export type FormFinding = Schemas["FormFinding"];
export type FieldReading = Schemas["FieldReading"];
export type Quotation = Schemas["Quotation"];
export type FormCheckRule = Schemas["FormCheckRule"];
export type ReportView = Schemas["ReportView"];
export type Report = Schemas["Report"];
export type ReportLine = Schemas["ReportLine"];
export type ReportPage = Schemas["ReportPage"];
export type ReportRecords = Schemas["ReportRecords"];
export type ReportTest = Schemas["ReportTest"];
export type ReportChart = Schemas["ReportChart"];
export type Share = Schemas["Share"];
export type IncidentPage = Schemas["Incidents"];
export type Seen = Schemas["PositionView"];
export type Sos = Schemas["SosView"];
export type UnitState = Schemas["UnitStateView"];
export type Spot = Schemas["SpotView"];
export type Advice = Schemas["RecommendationView"];
export type Candidate = Schemas["CandidateView"];
export type Selection = "open" | "over" | "all";

/** An event; its payload is the log's own JSON: a word, or one key over the fields. */
export type LoggedEvent = Omit<Schemas["EventView"], "payload"> & { payload: unknown };
