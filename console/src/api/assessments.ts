// Calls of the monthly assessments: members by the formula, the vendor by the contract's clauses.
import { file, json } from "./http";
import { asked } from "./desks";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type Summary = Schemas["AssessmentSummary"];
export type Assessment = Schemas["AssessmentView"];
export type Preview = Schemas["Preview"];
export type Line = Schemas["LineView"];
export type PartView = Schemas["PartView"];
export type LeftOut = Schemas["LeftOutView"];
export type Appeal = Schemas["AppealView"];
export type Correction = Schemas["CorrectionView"];
export type Revision = Schemas["RevisionView"];
export type Scoring = Schemas["ScoringView"];
export type Evidence = Schemas["EvidenceView"];
export type LineEvidence = Schemas["LineEvidence"];
export type MonthlyCommand = Schemas["MonthlyCommand"];
export type VendorSummary = Schemas["VendorSummary"];
export type VendorMonth = Schemas["VendorView"];
export type Clause = Schemas["ClauseView"];
export type ClauseEvidence = Schemas["ClauseEvidence"];
export type VendorCommand = Schemas["VendorCommand"];

const at = encodeURIComponent;

/** A page of records: as many as are looked through before the next ones are asked for. */
const RECORDS = 100;

export const months = (signal?: AbortSignal) => json<Schemas["Assessments"]>("/assessments?limit=120", asked(signal));

/** A month's assessment, or nothing where none is there for the visitor yet: then its preview is. */
export async function month(which: string, signal?: AbortSignal): Promise<Assessment | undefined> {
  const known = (await months(signal)).assessments.some((one) => one.month === which);
  return known ? json<Assessment>(`/assessments/${at(which)}?limit=1000`, asked(signal)) : undefined;
}

export const preview = (which: string, signal?: AbortSignal) =>
  json<Preview>(`/assessments/${at(which)}/preview?limit=1000`, asked(signal));

export const csv = (which: string) => file(`/assessments/${at(which)}?format=csv`);

export const command = (which: string, command: MonthlyCommand, version: number | undefined, key: string) =>
  json<Assessment>(`/assessments/${at(which)}/commands`, {
    method: "POST", key, body: version === undefined ? { command } : { command, expected_version: version },
  });

function page(part: string | undefined, cursor: number | null | undefined): URLSearchParams {
  const query = new URLSearchParams({ limit: String(RECORDS) });
  if (part) query.set("part", part);
  if (typeof cursor === "number") query.set("cursor", String(cursor));
  return query;
}

export const evidence = (which: string, member: string, part: string | undefined, cursor?: number | null, signal?: AbortSignal) =>
  json<LineEvidence>(`/assessments/${at(which)}/members/${at(member)}?${page(part, cursor)}`, asked(signal));

export const scorings = (signal?: AbortSignal) => json<Schemas["Scorings"]>("/scoring", asked(signal));

export const vendorMonths = (signal?: AbortSignal) =>
  json<Schemas["VendorAssessments"]>("/vendor-assessments?limit=120", asked(signal));

const vendorPath = (project: string, which: string) => `/vendor-assessments/${at(project)}/${at(which)}`;

export const vendorMonth = (project: string, which: string, signal?: AbortSignal) =>
  json<VendorMonth>(vendorPath(project, which), asked(signal));

export const vendorCommand = (project: string, which: string, command: VendorCommand, version: number | undefined, key: string) =>
  json<VendorMonth>(`${vendorPath(project, which)}/commands`, {
    method: "POST", key, body: version === undefined ? { command } : { command, expected_version: version },
  });

export const clauseEvidence = (project: string, which: string, clause: string, cursor?: number | null, signal?: AbortSignal) =>
  json<ClauseEvidence>(`${vendorPath(project, which)}/clauses/${at(clause)}?${page(undefined, cursor)}`, asked(signal));
