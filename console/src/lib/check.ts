// Findings of the form check: their order, their filters, and the fields that each rests on.
import type { FieldReading, FormFinding, Quotation } from "../api/types";

/** What a form may weigh; the server says no to more. */
export const MOST_BYTES = 10 * 1024 * 1024;

export const SEVERITIES = ["error", "warning", "note"] as const;
export type Severity = (typeof SEVERITIES)[number];

export function severityOf(code: string): Severity {
  return SEVERITIES.find((one) => one === code) ?? "note";
}

/** The rule's number: 101 of `R-101`. */
export const ruleNumber = (rule: string) => Number(/\d+/.exec(rule)?.[0] ?? 0);

/** The family by the rule's number: each has a hundred of its own. */
export const familyOf = (rule: string) => String(Math.trunc(ruleNumber(rule) / 100));

/** A finding with what it is known by on the page. */
export type Known = { id: string; finding: FormFinding; severity: Severity; family: string; fields: string[] };

export type Filter = { severities: ReadonlySet<Severity>; family: string | undefined };
export const EVERYTHING: Filter = { severities: new Set(SEVERITIES), family: undefined };

const overlaps = (a: Quotation, b: Quotation) => {
  if (typeof a.line === "number" || typeof b.line === "number") {
    return a.line === b.line && (a.from ?? 0) <= (b.to ?? 0) && (b.from ?? 0) <= (a.to ?? 0);
  }
  // A paragraph may hold several fields: what is quoted tells them apart.
  const same = a.sheet === b.sheet && a.cell === b.cell;
  return same && (a.text.includes(b.text) || b.text.includes(a.text));
};

/** The fields that stand where a finding quotes from. */
export function fieldsOf(finding: FormFinding, readings: readonly FieldReading[]): string[] {
  const quoted = [...finding.first, ...finding.second];
  const concerned = readings.filter((reading) => reading.quotes.some((one) => quoted.some((other) => overlaps(one, other))));
  return concerned.map((one) => one.field);
}

/** The findings, the gravest first, then by the rules' numbers. */
export function known(findings: readonly FormFinding[], readings: readonly FieldReading[]): Known[] {
  const all = findings.map((finding, at) => ({
    id: `finding-${at + 1}`,
    finding,
    severity: severityOf(finding.severity),
    family: familyOf(finding.rule),
    fields: fieldsOf(finding, readings),
  }));
  const weight = (one: Known) => SEVERITIES.indexOf(one.severity);
  return all.sort((a, b) => weight(a) - weight(b) || ruleNumber(a.finding.rule) - ruleNumber(b.finding.rule));
}

export function passes(one: Known, filter: Filter): boolean {
  return filter.severities.has(one.severity) && (filter.family === undefined || filter.family === one.family);
}

/** Severities switched on and off; the last one on stays on, for an empty list says nothing. */
export function toggled(filter: Filter, severity: Severity): Filter {
  const severities = new Set(filter.severities);
  if (!severities.delete(severity)) severities.add(severity);
  return severities.size === 0 ? filter : { ...filter, severities };
}

/** The families that have findings, in the rules' order, with how many. */
export function families(all: readonly Known[]): { family: string; name: string; count: number }[] {
  const found = new Map<string, { family: string; name: string; count: number }>();
  for (const { family, finding } of all) {
    const one = found.get(family) ?? { family, name: finding.family, count: 0 };
    one.count += 1;
    found.set(family, one);
  }
  return [...found.values()].sort((a, b) => Number(a.family) - Number(b.family));
}

/** For each field, the findings that quote from its place. */
export function findingsByField(all: readonly Known[]): Map<string, Known[]> {
  const by = new Map<string, Known[]>();
  for (const one of all) {
    for (const field of one.fields) by.set(field, [...(by.get(field) ?? []), one]);
  }
  return by;
}

/** The row of the indicators' table that a field stands in, with its own name on the form. */
export function rowOf(field: string, readings: readonly FieldReading[]): { number: string; name: string } | undefined {
  const number = /^rows\.(\d+)\./.exec(field)?.[1];
  if (number === undefined) return undefined;
  return { number, name: readings.find((one) => one.field === `rows.${number}.name`)?.value ?? "" };
}

/** An anchor for a field: `field-rows-3-due`. */
export const fieldAnchor = (field: string) => `field-${field.replaceAll(".", "-")}`;

/** What stands at the place of a quotation, without the line breaks of the file. */
export const quoted = (quotes: readonly Quotation[]) => quotes.map((one) => one.text).join("");

/** A place's words with some of them put otherwise, each pattern once and in order. */
export const reworded = (place: string, patterns: readonly [RegExp, string][]) =>
  patterns.reduce((text, [pattern, words]) => text.replace(pattern, words), place);
