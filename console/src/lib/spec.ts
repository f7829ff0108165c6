// Forms as lists of fields.

export type Option = { value: string; label: string };

export type Spec = {
  name: string;
  label: string;
  hint?: string;
  required?: boolean;
  readOnly?: boolean;
  /** Takes the whole width. */
  wide?: boolean;
} & (
  | { kind: "text" | "area" | "date" | "moment" | "number" | "password" | "tick" | "words" }
  /** One of the options, or some of them. */
  | { kind: "choice" | "choices"; options: Option[] }
);

export type Value = string | string[] | boolean;
export type Values = Record<string, Value>;

/** A field's text, without blanks around it. */
export const textOf = (values: Values, name: string): string => {
  const value = values[name];
  return typeof value === "string" ? value.trim() : "";
};

/** The same, `null` where nothing was written. */
export const orNull = (values: Values, name: string): string | null => textOf(values, name) || null;

export const listOf = (values: Values, name: string): string[] => {
  const value = values[name];
  return Array.isArray(value) ? value : [];
};

/** The lines of a text area, without empty ones. */
export const linesOf = (values: Values, name: string): string[] =>
  textOf(values, name)
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

export const numberOf = (values: Values, name: string): number => Number(textOf(values, name));

const isBlank = (value: Value | undefined) =>
  value === undefined || (typeof value === "string" ? value.trim() === "" : Array.isArray(value) && value.length === 0);

/** The needed fields in which nothing stands, and the numbers that are none. */
export function blanks(specs: readonly Spec[], values: Values): string[] {
  return specs
    .filter((spec) => {
      const value = values[spec.name];
      if (isBlank(value)) return spec.required === true;
      return spec.kind === "number" && !/^-?\d+$/.test(String(value).trim());
    })
    .map((spec) => spec.name);
}

/**
 * The field that a refusal is about: the server names `amount`, `entries[0].amount` or `command.reason`; what stands
 * last and is a field of the form is meant.
 */
export function fieldAt(field: string | null | undefined, specs: readonly Spec[]): string | undefined {
  if (!field) return undefined;
  const parts = field.split(/[.[\]]+/).filter(Boolean).reverse();
  return parts.find((part) => specs.some((spec) => spec.name === part));
}
