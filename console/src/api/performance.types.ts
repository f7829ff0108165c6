// The parts of projects, ledgers and forms that the contract leaves open (`object`), as far as the pages show them.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Ratio = { numerator: number; denominator: number };
export type Period = { from: string; to: string };

export type Target = {
  comparator: "at_most" | "at_least" | "equals" | "within" | "qualitative";
  value: { unit: string; value?: number };
  wording: string;
};

export type Schedule =
  | { kind: "constant" }
  | { kind: "linear"; from: string; to: string }
  | { kind: "stepped"; steps: { from: string; value: { unit: string; value?: number } }[] }
  | { kind: "by_date"; day: string };

export type Indicator = {
  id: string;
  level1: string;
  level2: string;
  name: string;
  annual: Target;
  due: Target;
  schedule?: Schedule;
  formula: Record<string, unknown>;
  weight?: number;
};

export type TimeNode = { day: string; until?: string; what: string };
export type TrackingPeriod = { id: string; from: string; to: string; file_by?: string };

/** A project's description. What the pages do not know of it goes back as it came. */
export type Profile = {
  id: string;
  name: string;
  budget_unit: string;
  implementing_office: string;
  year: number;
  recurring: boolean;
  tracking_reason: string;
  background: string;
  work_content: string;
  goal?: string;
  time_nodes: TimeNode[];
  service: Period;
  tracking?: TrackingPeriod[];
  tolerance?: { yellow_from: number; explain_below: number; explain_above: number };
  continues?: string;
  indicators: Indicator[];
};

export type ContractLine = {
  id: string;
  name: string;
  quantity: number;
  unit: string;
  unit_price: number;
  per: "piece" | "year" | "month" | "day";
  times: number;
};
export type Instalment = { due: string; amount: number; condition: string };

export type Contract = {
  id: string;
  version: number;
  number: string;
  supplier: string;
  signed: string;
  service: Period;
  lines: ContractLine[];
  total: number;
  instalments?: Instalment[];
};

export const ENTRY_KINDS = ["initial", "adjustment", "pre_appraisal", "invoice", "deduction", "payment", "reversal"] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** An entry of the ledger; `amount` in fen. */
export type Entry = {
  id: string;
  day: string;
  kind: EntryKind;
  amount: number;
  note: string;
  reference?: string;
  contract?: string;
  reverses?: string;
};

export type Forecast = { paid: number; owed: number; due: number | null; sure: number; likely: number; most: number; by_pace: boolean };

export type LedgerView = Omit<Schemas["Ledger"], "entries" | "plan" | "forecast"> & {
  entries: Entry[];
  plan: ({ contract: string } & Instalment)[];
  forecast: Forecast;
};

export type FigureValue =
  | { kind: "none"; of: "no_evidence" | "over_zero" }
  | { kind: "money" | "count"; of: number }
  | { kind: "ratio"; of: Ratio }
  | { kind: "change"; of: { before: Ratio; after: Ratio } }
  | { kind: "documents"; of: { count: number; newest: string } };

export type Figure = {
  value: FigureValue;
  numerator: number | null;
  denominator: number | null;
  formula: string;
  formula_en: string;
  period: Period;
  evidence: number;
  late_entries: number;
  exclusions: { reason: string; count: number }[];
};

export type Light = "green" | "yellow" | "red" | "off";

export type ComputedIndicator = {
  id: string;
  level1: string;
  level2: string;
  name: string;
  annual: Target;
  due: Target;
  figure: Figure;
  standing: { is: string; from?: string };
  completion: { rule: string; ratio: Ratio | null };
  light: Light;
  must_be_explained: boolean;
};

export type FormComputed = {
  period: Period;
  project: string;
  profile_version: number;
  indicators: ComputedIndicator[];
  basis: { log_position: number; log_hash: string; incidents: number };
};

export type EvidenceRecord = {
  stream: string;
  record: string;
  counts: boolean;
  late: boolean;
  measured: number | null;
  note: string;
};
export type TracedFigure = { figure: Figure; items: EvidenceRecord[]; total: number; next: number | null };

export type Outcome = { is: string; points?: number; least?: number; most?: number };

export type SelfEvaluation = {
  evaluation: {
    items: {
      item: { id: string; name: string; target: Target; standing: { is: string } };
      score: { weight: number; outcome: Outcome };
      must_be_explained: boolean;
    }[];
    total: { scored: number; unscored_weight: number; least: number; most: number; grade: string | null };
  };
  printed: {
    title: string;
    year: string;
    project_name: string;
    department: string;
    unit: string;
    funds: { name: string; initial: string; adjusted: string; executed: string; weight: string; rate: string; score: string }[];
    goal_expected: string;
    goal_actual: string;
    rows: {
      id: string;
      level1: string;
      level1_rows: number;
      level2: string;
      level2_rows: number;
      name: string;
      target: string;
      actual: string;
      weight: string;
      score: string;
      explanation: string;
    }[];
    total: { weight: string; score: string; grade: string };
    notes: string[];
    arithmetic: { name: string; weight: string; rule: string; sum: string; score: string }[];
    basis: string[];
  };
};
