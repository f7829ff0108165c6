// Projects: figures, budget, proof, filings, self-evaluation.
import type { FormAnswer } from "./form";
import { file, json } from "./http";
import type {
  Contract, Entry, FormComputed, Indicator, LedgerView, Profile, SelfEvaluation, TracedFigure,
} from "./performance.types";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type FilingView = Omit<Schemas["FilingView"], "printed" | "form"> & FormAnswer & { form: FormComputed };
export type FilingSummary = Schemas["FilingSummary"];
export type FilingCommand = Schemas["FilingCommand"];
export type FilingStep = Schemas["FilingStep"];
export type JudgementView = Schemas["JudgementView"];
export type TextWarning = Schemas["TextWarning"];
export type WorkbookRead = Schemas["WorkbookRead"];
export type WorkbookChange = Schemas["WorkbookChange"];
export type DocumentView = Schemas["DocumentView"];
export type SurveyView = Schemas["SurveyView"];
export type NewSurvey = Schemas["NewSurvey"];
export type Award = Schemas["Award"];
export type TracedEvent = Schemas["EventView"];
export type ProjectDetail = Omit<Schemas["ProjectDetail"], "project"> & { project: Profile };
export type FileFormat = "pdf" | "xlsx" | "docx";
export type Days = { from: string; to: string };

const at = encodeURIComponent;
const of = (project: string) => `/projects/${at(project)}`;
const abort = (signal?: AbortSignal) => (signal ? { signal } : {});

export const project = (id: string, profile?: string, signal?: AbortSignal) =>
  json<ProjectDetail>(`${of(id)}${profile ? `?profile=${at(profile)}` : ""}`, abort(signal));

export const describe = (profile: Profile, key: string) =>
  json<ProjectDetail>(of(profile.id), { method: "PUT", body: profile, key });

export const form = (id: string, days: Days, signal?: AbortSignal) =>
  json<FormAnswer & { form: FormComputed }>(`${of(id)}/form?${new URLSearchParams({ ...days, format: "json" })}`, abort(signal));

export const formFile = (id: string, days: Days, format: FileFormat) =>
  file(`${of(id)}/form?${new URLSearchParams({ ...days, format })}`);

export const evidence = (id: string, indicator: string, days: Days, cursor?: string) =>
  json<TracedFigure>(
    `${of(id)}/indicators/${at(indicator)}/evidence?${new URLSearchParams({ ...days, limit: "100", ...(cursor ? { cursor } : {}) })}`,
  );

export const evidenceTable = (id: string, indicator: string, days: Days) =>
  file(`${of(id)}/indicators/${at(indicator)}/evidence?${new URLSearchParams({ ...days, format: "csv" })}`);

export const traced = async (stream: string, record: string, signal?: AbortSignal) =>
  (await json<{ events: TracedEvent[] }>(`/evidence/events?${new URLSearchParams({ stream, record })}`, abort(signal))).events;

export const ledger = (id: string, day: string | undefined, signal?: AbortSignal) =>
  json<LedgerView>(`${of(id)}/ledger${day ? `?at=${at(day)}` : ""}`, abort(signal));

export const book = (id: string, entries: Entry[], key: string) =>
  json<LedgerView>(`${of(id)}/ledger`, { method: "POST", body: { entries }, key });

export const contracts = async (id: string, signal?: AbortSignal) =>
  (await json<{ contracts: Contract[] }>(`${of(id)}/contracts`, abort(signal))).contracts;

export const enterContract = async (id: string, contract: Contract, key: string) =>
  (await json<{ contracts: Contract[] }>(`${of(id)}/contracts`, { method: "POST", body: contract, key })).contracts;

export type DocumentAbout = { id: string; indicator: string; title: string; number?: string; day: string; page?: string };

export const bringDocument = (id: string, about: DocumentAbout, bytes: Blob, key: string) =>
  json<DocumentView>(`${of(id)}/documents?${new URLSearchParams(about)}`, { method: "POST", bytes, key });

export const documentFile = (id: string, document: string) => file(`${of(id)}/documents/${at(document)}`);

export const importSurvey = (id: string, survey: NewSurvey, key: string) =>
  json<Schemas["ImportedSurvey"]>(`${of(id)}/surveys`, { method: "POST", body: survey, key });

export const filings = async (id: string, signal?: AbortSignal) =>
  (await json<{ filings: FilingSummary[] }>(`${of(id)}/filings`, abort(signal))).filings;

export const openFiling = (id: string, asked: { tracking: string; reason?: string }, key: string) =>
  json<FilingView>(`${of(id)}/filings`, { method: "POST", body: asked, key });

export const filing = (id: string, signal?: AbortSignal) => json<FilingView>(`/filings/${at(id)}`, abort(signal));

export const giveFiling = (id: string, command: FilingCommand, version: number | undefined, key: string) =>
  json<FilingView>(`/filings/${at(id)}/commands`, {
    method: "POST",
    body: version === undefined ? { command } : { command, expected_version: version },
    key,
  });

export const filingFile = (id: string, format: FileFormat) => file(`/filings/${at(id)}/file?format=${format}`);

export const readWorkbook = (id: string, bytes: Blob) =>
  json<WorkbookRead>(`/filings/${at(id)}/workbook`, { method: "POST", bytes });

const evaluation = (id: string, year: string | undefined, format: string) =>
  `${of(id)}/self-evaluation?${new URLSearchParams({ ...(year ? { year } : {}), format })}`;

export const selfEvaluation = (id: string, year: string | undefined, awards: Award[], signal?: AbortSignal) =>
  json<SelfEvaluation>(evaluation(id, year, "json"), { method: "POST", body: { awards }, ...abort(signal) });

export const selfEvaluationFile = (id: string, year: string | undefined, awards: Award[], format: FileFormat) =>
  file(evaluation(id, year, format), { method: "POST", body: { awards } });

export type { Contract, Entry, FormComputed, Indicator, LedgerView, Profile, SelfEvaluation, TracedFigure };
