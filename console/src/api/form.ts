// The form's JSON (`form` computed, `printed` as on paper). The document leaves it open, so that the
// form may grow; these are the parts that the page shows.

export type Tick = { label: string; ticked: boolean };

export type PrintedRow = {
  /** The indicator. */
  id: string;
  mark: string;
  level1: string;
  /** Rows that the cell spans; 0 where the cell above goes on. */
  level1_rows: number;
  level2: string;
  level2_rows: number;
  name: string;
  annual: string;
  due: string;
  done: string;
  deviation: string;
  cause: string;
  remedy: string;
};

export type PrintedSource = {
  mark: string;
  id: string;
  name: string;
  value: string;
  formula: string;
  numerator: string;
  denominator: string;
  evidence: string;
  late: string;
  exclusions: string;
};

export type Printed = {
  annex: string;
  title: string;
  header: Record<
    | "town_name" | "project_name" | "budget_unit" | "implementing_office" | "period" | "initial" | "executed"
    | "rate" | "adjusted" | "decrease" | "increase" | "pre_appraisal" | "tracking_reason",
    string
  > & { recurring: Tick[]; adjustment_needed: Tick[] };
  sections: Record<
    "background" | "budget" | "work_content" | "time_nodes" | "execution" | "goals" | "conclusion",
    string[]
  > & {
    judgements: Record<"budget" | "goals", { ticks: Tick[]; reason: string }>;
    problems: { problem: string; detail: string[]; measure: string }[];
  };
  rows: PrintedRow[];
  remarks: string[];
  signatures: string[];
  sources: PrintedSource[];
  basis: string[];
};

export type FormAnswer = { printed: Printed };

export type EvidenceItem = {
  stream: string;
  record: string;
  counts: boolean;
  late: boolean;
  measured?: number | null;
  note: string;
};

export type Evidence = {
  figure: {
    formula: string;
    formula_en: string;
    numerator: number | null;
    denominator: number | null;
    evidence: number;
    late_entries: number;
  };
  items: EvidenceItem[];
  total: number;
};
