// Texts and names in the chosen language.
import type { Town } from "../api/types";
import { en } from "./en";
import { codeName, fill, type Language, type Values } from "./names";
import { type Key, zh } from "./zh";

export { fill, type Language, type Values };

export function translate(language: Language, key: Key, values?: Values): string {
  return fill((language === "en" ? en : zh)[key], values);
}

/** The name of a code: English from our words, Chinese from the server (given or looked up). */
export function nameOf(
  language: Language,
  town: Town | undefined,
  group: string,
  code: string,
  given?: string | null,
): string {
  if (group === "follow_up" && language !== "en" && !given) {
    return zh[code === "reached" ? "follow_up.reached" : "follow_up.unreachable"];
  }
  return codeName(language, town, group, code, given);
}
