// Names of the server's codes. Apart from the texts, so that a page with few texts loads no others.
import type { Town } from "../api/types";
import { words } from "./words.en";

export type Language = "zh-CN" | "en";

export type Values = Record<string, string | number>;

/** Fills `{name}` places. */
export function fill(text: string, values: Values = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Where the town's document keeps the Chinese names of a group of codes. */
const GROUPS: Partial<Record<string, (town: Town) => { code: string; name: string }[]>> = {
  phase: (town) => town.phases,
  command: (town) => town.commands,
  clock: (town) => town.clocks,
  category: (town) => town.categories,
  source: (town) => town.sources,
  arrival: (town) => town.arrival_sources,
  disposal: (town) => town.disposal_outcomes,
  grade: (town) => town.grades,
  hazard: (town) => town.hazards,
  role: (town) => town.roles,
  matter: (town) => town.matters,
  sos_outcome: (town) => town.sos_outcomes,
  crew_answer: (town) => town.crew_answers,
};

/** The name of a code: English from our words, Chinese from the server (given or looked up). */
export function codeName(
  language: Language,
  town: Town | undefined,
  group: string,
  code: string,
  given?: string | null,
): string {
  if (language === "en") return words[group]?.[code] ?? given ?? code;
  if (given) return given;
  const list = town && GROUPS[group]?.(town);
  return list?.find((one) => one.code === code)?.name ?? code;
}
