// What a form asks for, and what of it is still missing.

export type Given = Record<string, string>;

export type Option = { value: string; label: string };

export type Ask = {
  name: string;
  label: string;
  kind: "line" | "text" | "date" | "month" | "time" | "moment" | "number" | "choice" | "many" | "tick";
  /** For `choice` and `many`; the value of `many` is its codes with spaces between. */
  options?: readonly Option[];
  required?: boolean;
  hint?: string;
  /** Whether it has a row of its own. */
  wide?: boolean;
  /** Whether it is asked at all, by what was answered before. */
  when?: (given: Given) => boolean;
};

/** A choice of so many is a row of buttons; of more, a list that one may search. */
export const BUTTONS = 6;

const filled = (text: string | undefined) => Boolean(text?.trim());

/** The names of the required fields that are empty, and of those that are no numbers. */
export function missingOf(asks: readonly Ask[], given: Given): string[] {
  return asks
    .filter((one) => (one.required && !filled(given[one.name])) || (one.kind === "number" && !isNumber(given[one.name])))
    .map((one) => one.name);
}

const isNumber = (text: string | undefined) => !filled(text) || /^\d{1,9}$/.test(text?.trim() ?? "");

/** The field's text, or nothing. */
export const text = (given: Given, name: string): string | undefined => given[name]?.trim() || undefined;

/** A required field's text: the form does not send without it. */
export const must = (given: Given, name: string): string => given[name]?.trim() ?? "";

/** The optional texts of these names that were filled, as fields of a command. */
export function optional<N extends string>(given: Given, ...names: readonly N[]): Partial<Record<N, string>> {
  const found = names.flatMap((name) => {
    const value = text(given, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(found) as Partial<Record<N, string>>;
}

/** A whole number of a field that was checked to be one. */
export const whole = (given: Given, name: string): number => Number(must(given, name) || 0);

/** The codes of a server's list as options, with names. */
export const options = (list: readonly { code: string; name: string }[]): Option[] =>
  list.map((one) => ({ value: one.code, label: one.name }));
