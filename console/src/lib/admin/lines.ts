// Lists that people edit as lines of text.
import type { CategoryRecord, ProtocolRequest } from "../../api/admin";

type Steps = ProtocolRequest["steps"];
const DOERS = ["desk", "crew", "department"] as const;

const lines = (text: string) => text.split("\n").map((line) => line.trim()).filter(Boolean);

/** `env-noise what it is called`, a line each. */
export const subcategoriesText = (all: CategoryRecord["subcategories"]) => all.map((one) => `${one.id} ${one.name}`).join("\n");

/** Reads these lines; undefined where a line has no name. */
export function subcategoriesOf(text: string): CategoryRecord["subcategories"] | undefined {
  const all = lines(text).map((line) => /^(\S+)\s+(.+)$/.exec(line));
  return all.every((found) => found !== null) ? all.map((found) => ({ id: found[1] ?? "", name: found[2] ?? "" })) : undefined;
}

/** What to ask, a line each; after a bar the answer at which police is called. */
export const questionsText = (all: ProtocolRequest["questions"]) =>
  all.map((one) => (one.danger_if ? `${one.ask} | ${one.danger_if}` : one.ask)).join("\n");

export const questionsOf = (text: string): ProtocolRequest["questions"] =>
  lines(text).map((line) => {
    const [ask = "", danger] = line.split("|").map((part) => part.trim());
    return danger ? { ask, danger_if: danger } : { ask };
  });

/** Who does it and what, a line each: `desk: …`. */
export const stepsText = (all: readonly { by: string; text: string }[]) => all.map((one) => `${one.by}: ${one.text}`).join("\n");

/** Reads these lines; undefined where a line does not say who. */
export function stepsOf(text: string): Steps | undefined {
  const all = lines(text).map((line) => {
    const found = /^(\w+)\s*[:\uff1a]\s*(.+)$/.exec(line);
    const by = DOERS.find((one) => one === found?.[1]);
    return by && found?.[2] ? { by, text: found[2] } : undefined;
  });
  return all.every((one) => one !== undefined) ? all : undefined;
}
