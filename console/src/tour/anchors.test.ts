import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { enTour } from "../i18n/en.tour";
import { zhTour } from "../i18n/zh.tour";
import { TOURS } from "./steps";

const source = path.join(import.meta.dirname, "..");
const texts = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".tsx"))
  .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), "utf8"))
  .join("\n");

/** The anchors in the source: `data-tour="x"`, `tour="x"` of a link, in a condition, and those put together as `admin-${part}`. */
const anchors = [...texts.matchAll(/[\s-]tour=(?:"([\w-]+)"|\{[^}"`]*"([\w-]+)"|\{`([\w-]+)\$\{)/g)];
const whole = new Set(anchors.flatMap((found) => found[1] ?? found[2] ?? []));
const begun = anchors.flatMap((found) => found[3] ?? []);
const exists = (anchor: string) => whole.has(anchor) || begun.some((start) => anchor.startsWith(start));

const tours = Object.entries(TOURS);

test("each thing that a tour points at or presses is in the source", () => {
  for (const [name, { steps }] of tours) {
    for (const { key, anchors: of, via } of steps) {
      expect(of.length, key).toBeGreaterThan(0);
      expect([...of, ...(via ? [via] : [])].filter((one) => !exists(one)), `${name} ${key}`).toEqual([]);
    }
  }
  expect(exists("nowhere")).toBe(false);
});

test("no anchor is left that no tour points at", () => {
  const used = new Set(tours.flatMap(([, { steps }]) => steps.flatMap(({ anchors: of, via }) => [...of, via])));
  expect([...whole].filter((one) => one !== "tour" && !used.has(one))).toEqual([]);
});

test("each tour is short, and says its steps in both languages", () => {
  const said = new Set<string>();
  for (const [name, { steps, goOn }] of tours) {
    // The end is a step too.
    expect(steps.length + 1, name).toBeGreaterThanOrEqual(4);
    expect(steps.length + 1, name).toBeLessThanOrEqual(8);
    expect(goOn.length, name).toBeGreaterThanOrEqual(2);
    for (const key of [...steps.flatMap((one) => [one.key, `${one.key}.text`] as const), ...goOn]) {
      said.add(key);
      expect(zhTour[key].trim(), key).not.toBe("");
      expect(enTour[key].trim(), key).not.toBe("");
      expect(enTour[key].replaceAll("附件", ""), key).not.toMatch(/[\u3400-\u9fff]/);
    }
  }
  const own = /^tour\.(next|back|close|done|progress|keys|end)/;
  expect(Object.keys(zhTour).filter((key) => !said.has(key) && !own.test(key))).toEqual([]);
});

test("the dictionaries are of one shape", () => {
  expect(Object.keys(enTour).sort()).toEqual(Object.keys(zhTour).sort());
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map((found) => found[0]).sort();
  for (const key of Object.keys(zhTour) as (keyof typeof zhTour)[]) expect(places(enTour[key]), key).toEqual(places(zhTour[key]));
});
