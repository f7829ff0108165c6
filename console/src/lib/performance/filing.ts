// A filing's texts: which there are, what they say, and how the printed form looks with what is being typed.
import type { Printed } from "../../api/form";

/** The narratives, in the form's order. */
export const TEXTS = [
  "sections.background", "sections.budget", "sections.work_content", "sections.time_nodes", "sections.execution",
  "sections.goals", "sections.conclusion", "sections.problems", "remarks",
] as const;
export type TextField = (typeof TEXTS)[number];

const PARAGRAPHS = ["background", "budget", "work_content", "time_nodes", "execution", "goals", "conclusion"] as const;

/** A cell of the indicators' table. */
export const cellField = (indicator: string, cell: "cause" | "remedy") => `rows.${indicator}.${cell}`;

/** The indicator and the cell of a field of the table. */
export function cellOf(field: string): { indicator: string; cell: "cause" | "remedy" } | undefined {
  const found = /^rows\.(.+)\.(cause|remedy)$/.exec(field);
  return found?.[1] && (found[2] === "cause" || found[2] === "remedy") ? { indicator: found[1], cell: found[2] } : undefined;
}

/** What a field says on the form, a paragraph a line. */
export function textIn(printed: Printed, field: string): string {
  const cell = cellOf(field);
  if (cell) return printed.rows.find((row) => row.id === cell.indicator)?.[cell.cell] ?? "";
  if (field === "remarks") return printed.remarks.join("\n");
  if (field === "sections.problems") {
    return printed.sections.problems.flatMap((one) => [one.problem, ...one.detail, one.measure]).filter(Boolean).join("\n");
  }
  const part = PARAGRAPHS.find((name) => field === `sections.${name}`);
  return part ? printed.sections[part].join("\n") : "";
}

/** What a field says on the form as the server has it: the officer's text, or the draft. */
export const savedText = (filing: { texts: Record<string, string>; printed: Printed }, field: string): string =>
  filing.texts[field] ?? textIn(filing.printed, field);

const paragraphs = (text: string) => text.split("\n").map((line) => line.trim()).filter(Boolean);

// The words with which the form's own language begins a problem (wenti) and its measure (jianyi).
const PROBLEM = /^\u95ee\u9898/;
const MEASURE = /^\u5efa\u8bae/;

/** Problems as the server reads them: a line that begins with the word for it opens one, another its measure. */
export function problemsOf(text: string): Printed["sections"]["problems"] {
  const all: Printed["sections"]["problems"] = [];
  for (const line of paragraphs(text)) {
    const last = all.at(-1);
    if (!last || PROBLEM.test(line)) all.push({ problem: line, detail: [], measure: "" });
    else if (MEASURE.test(line) && !last.measure) last.measure = line;
    else if (last.measure) last.measure += line;
    else last.detail.push(line);
  }
  return all;
}

/** The form with texts that are not saved yet. */
export function withTexts(printed: Printed, texts: Record<string, string>): Printed {
  const sections = { ...printed.sections };
  for (const name of PARAGRAPHS) {
    const text = texts[`sections.${name}`];
    if (text !== undefined) sections[name] = paragraphs(text);
  }
  const problems = texts["sections.problems"];
  if (problems !== undefined) sections.problems = problemsOf(problems);
  const remarks = texts.remarks;
  return {
    ...printed,
    sections,
    remarks: remarks === undefined ? printed.remarks : paragraphs(remarks),
    rows: printed.rows.map((row) => ({
      ...row,
      cause: texts[cellField(row.id, "cause")] ?? row.cause,
      remedy: texts[cellField(row.id, "remedy")] ?? row.remedy,
    })),
  };
}

/** What somebody types into a field, and what stood there when it was begun. */
export type Typed = { text: string; base: string };

/** The fields whose typed text is another than the saved one, with that text. */
export function unsaved(typed: Record<string, Typed>, saved: (field: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(typed).flatMap(([field, one]) => (one.text === saved(field) ? [] : [[field, one.text]])));
}

type Known = { tracking: string; edition: number; stage: string };

/** The editions that may be opened: the first of a tracking period, or the next after a signed or abandoned one. */
export function openable(tracking: readonly string[], filings: readonly Known[]): { tracking: string; edition: number; corrects: boolean }[] {
  return tracking.flatMap((id) => {
    const all = filings.filter((one) => one.tracking === id).toSorted((a, b) => a.edition - b.edition);
    const last = all.at(-1);
    if (last && last.stage !== "signed" && last.stage !== "abandoned") return [];
    return [{ tracking: id, edition: (last?.edition ?? 0) + 1, corrects: all.some((one) => one.stage === "signed") }];
  });
}

export type Act = "prepare" | "review" | "sign" | "return" | "abandon";

type Visitor = { account: string; manages: boolean; signs: boolean };

/** What somebody may do at a stage; `barred` says that it is the preparer, who neither reviews nor signs. */
export function actsAt(stage: string, preparedBy: string | undefined, who: Visitor): { acts: Act[]; barred: boolean } {
  const acts: Act[] = [];
  const isPreparer = preparedBy === who.account;
  if (stage === "open" && who.manages) acts.push("prepare");
  if (stage === "prepared" && who.manages && !isPreparer) acts.push("review");
  if (stage === "reviewed" && who.signs && !isPreparer) acts.push("sign");
  if ((stage === "prepared" || stage === "reviewed") && (who.manages || who.signs)) acts.push("return");
  if (stage !== "signed" && stage !== "abandoned" && who.manages) acts.push("abandon");
  const barred = isPreparer && ((stage === "prepared" && who.manages) || (stage === "reviewed" && who.signs));
  return { acts, barred };
}
