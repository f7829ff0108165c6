import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { Town } from "../api/types";
import { en } from "./en";
import { fill, nameOf, translate } from "./translate";
import { words } from "./words.en";
import { type Key, zh } from "./zh";
import { zhTour } from "./zh.tour";

const source = path.join(import.meta.dirname, "..");

function programs(folder = source): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return programs(file);
    return /\.tsx?$/.test(entry.name) && !/\.test\.ts$|schema\.ts$/.test(entry.name) ? [file] : [];
  });
}

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");

test("both languages have the same keys, none empty, with the same places to fill", () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map((found) => found[0]).sort();
  for (const key of Object.keys(zh) as Key[]) {
    expect(en[key].trim(), key).not.toBe("");
    expect(zh[key].trim(), key).not.toBe("");
    expect(places(en[key]), key).toEqual(places(zh[key]));
  }
});

test("no two dictionaries have the same key: one would silently win", () => {
  const folder = path.join(source, "i18n");
  for (const language of ["zh", "en"]) {
    const parts = readdirSync(folder).filter((file) => new RegExp(`^${language}(\\.\\w+)?\\.ts$`).test(file));
    const keys = parts.flatMap((file) => [...readFileSync(path.join(folder, file), "utf8").matchAll(/^ {2}"([^"]+)":/gm)].map((found) => found[1]));
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
    // The tours' texts are loaded with a tour.
    expect(keys.length).toBe(Object.keys({ ...zh, ...zhTour }).length);
  }
});

test("no component holds Chinese: the dictionaries do", () => {
  const dictionary = /^(zh|en)(\.\w+)?\.ts$/;
  const guilty = programs()
    .filter((file) => !(path.dirname(file) === path.join(source, "i18n") && dictionary.test(path.basename(file))))
    .filter((file) => /[\u3400-\u9fff\uff00-\uffef]/.test(withoutComments(readFileSync(file, "utf8"))))
    .map((file) => path.relative(source, file));
  expect(guilty).toEqual([]);
});

test("every right that an account can have has a name", () => {
  const rights = readFileSync(path.join(source, "../../crates/domain/src/rights.rs"), "utf8");
  const codes = [...rights.matchAll(/Self::\w+ => "(\w+)"/g)].map((found) => found[1] ?? "");
  expect(codes.length).toBeGreaterThan(20);
  expect(codes.filter((code) => !(`right.${code}` in zh))).toEqual([]);
});

test("every key is used, and every key used exists", () => {
  const text = programs()
    .filter((file) => !file.includes(`${path.sep}i18n${path.sep}`))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  // Keys that are put together: `clock.${state}` uses all that begin with `clock.`.
  const together = [...text.matchAll(/`((?:\w+\.)+)\$\{/g)].map((found) => found[1] ?? "");
  const computed = [...together, "queue.", "event.label.", "sheet.", "follow_up."];
  const quoted = new Set([...text.matchAll(/"([\w.-]+)"/g)].map((found) => found[1]));
  const unused = Object.keys(zh).filter((key) => !quoted.has(key) && !computed.some((start) => key.startsWith(start)));
  expect(unused).toEqual([]);
});

test("places are filled and unknown ones left", () => {
  expect(fill("{a} and {b}", { a: 1 })).toBe("1 and {b}");
  expect(translate("en", "queue.count", { count: 3 })).toBe("3 in all");
});

test("English words cover every code of the contract", () => {
  const document = JSON.parse(readFileSync(path.join(source, "api", "openapi.json"), "utf8"));
  const codes = (schema: string): string[] => document.components.schemas[schema].enum;
  const groups = {
    phase: "Phase", clock: "ClockKind", category: "CategoryCode", source: "Source", arrival: "ArrivalSource",
    disposal: "DisposalOutcome", grade: "Grade", hazard: "Hazard", role: "Role",
    matter: "MatterKind", sos_outcome: "SosOutcome", crew_answer: "CrewAnswer",
  };
  for (const [group, schema] of Object.entries(groups)) {
    expect(Object.keys(words[group] ?? {}).sort(), group).toEqual(codes(schema).toSorted());
  }
  const unseen = ["check_clocks", "receive"];
  expect(Object.keys(words.command ?? {}).sort()).toEqual(codes("CommandKind").filter((code) => !unseen.includes(code)).sort());
});

test("Chinese names come from the server", () => {
  const town = { phases: [{ code: "closed", name: "完" }] } as unknown as Town;
  expect(nameOf("zh-CN", town, "phase", "closed")).toBe("完");
  expect(nameOf("zh-CN", town, "phase", "closed", "办结")).toBe("办结");
  expect(nameOf("en", town, "phase", "closed", "办结")).toBe("Closed");
  expect(nameOf("zh-CN", undefined, "phase", "of_tomorrow")).toBe("of_tomorrow");
  expect(nameOf("en", undefined, "kind", "incident.of_tomorrow")).toBe("incident.of_tomorrow");
});
