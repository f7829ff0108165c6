import { expect, test } from "vitest";
import type { Happened } from "../api/types";
import type { Duplicate, Recommendation, Suggestion } from "../api/room";
import { Drafts, type Store } from "./drafts";
import { EMPTY_CALL, intakeToCall, keepable, readIntake, wrongIn } from "./intake";
import { incident } from "./made.test-data";
import { advised, quick } from "./quick";
import { noticeOf, silentUntil, TONES, TUNES } from "./sound";

const knife = { hazard: "weapon" as const, hazard_name: "weapon", word: "knife" };
const suggestion = (part: Partial<Suggestion> = {}): Suggestion => ({
  advice: "divert", advice_name: "d", category: "environment", category_name: "e", subcategory: "fumes", unsure: false,
  confidence: 900, reasons: [], others: [], hazards: [], covered: true, stations: [{ code: "s2", name: "S" }],
  stations_because: "area", stations_because_name: "a", ...part,
});
const recommendation = (part: Partial<Recommendation> = {}): Recommendation => ({
  incident: "20240831-00001", at: "2024-08-31T08:00:00Z", advice: "send", unit: "u1", needs_reason: false,
  sentence: "s", sentence_en: "s", candidates: [], set_aside: [], free_cars: 2, ...part,
});
const alike = (score: number) => ({ score }) as Duplicate;

const received = incident({ next: ["confirm", "return_to_police"] });
const sure = { suggestion: suggestion(), duplicates: [] };

test("a routine call is three keys: as suggested, accepted, the car that is advised", () => {
  expect(quick(received, sure)).toEqual({
    is: "ready", code: "confirm", fields: { category: "environment", subcategory: "fumes" },
  });
  expect(quick(incident({ phase: "classified", next: ["accept"] }), {})).toEqual({ is: "ready", code: "accept", fields: {} });
  const accepted = incident({ phase: "accepted", next: ["assign"] });
  expect(quick(accepted, { recommendation: recommendation() })).toEqual({ is: "ready", code: "assign", fields: { unit: "u1" } });
});

test("no key passes danger, doubt, a likely duplicate or the last car", () => {
  const why = (one: typeof received, guide: Parameters<typeof quick>[1]) => {
    const made = quick(one, guide);
    return made.is === "withheld" ? made.why : made.is;
  };
  expect(why(incident({ next: ["confirm"], hazards: [knife] }), sure)).toBe("danger");
  expect(why(received, { ...sure, suggestion: suggestion({ hazards: [knife] }) })).toBe("danger");
  expect(why(received, { ...sure, suggestion: suggestion({ advice: "danger" }) })).toBe("danger");
  expect(why(received, { ...sure, suggestion: suggestion({ advice: "station_keeps" }) })).toBe("station");
  expect(why(received, { ...sure, suggestion: suggestion({ unsure: true }) })).toBe("unsure");
  expect(why(received, { ...sure, suggestion: suggestion({ category: null }) })).toBe("unsure");
  expect(why(received, { ...sure, duplicates: [alike(699)] })).toBe("ready");
  expect(why(received, { ...sure, duplicates: [alike(700)] })).toBe("duplicate");
  // Nothing is sent before all of it was looked at.
  expect(why(received, { suggestion: suggestion() })).toBe("waiting");
  expect(why(received, { duplicates: [] })).toBe("waiting");
  const accepted = incident({ phase: "accepted", next: ["assign"] });
  expect(why(accepted, {})).toBe("waiting");
  expect(why(accepted, { recommendation: recommendation({ advice: "queue" }) })).toBe("no_car");
  expect(why(accepted, { recommendation: recommendation({ needs_reason: true }) })).toBe("bare");
});

test("who may not take the step has no key for it", () => {
  expect(quick(incident({ next: [] }), sure).is).toBe("none");
  expect(quick(incident({ phase: "accepted", next: ["confirm"] }), sure).is).toBe("none");
});

test("forms begin with the advice where there is one", () => {
  expect(advised("confirm", received, sure)).toEqual({ category: "environment", subcategory: "fumes" });
  expect(advised("confirm", received, { suggestion: suggestion({ unsure: true }) })).toEqual({});
  // A correction begins with what was decided.
  expect(advised("confirm", incident({ category: "dispute" }), sure)).toEqual({});
  expect(advised("return_to_police", received, sure)).toEqual({ station: "s2" });
  expect(advised("assign", received, { recommendation: recommendation({ advice: "queue", unit: "u3" }) })).toEqual({ unit: "u3" });
  expect(advised("merge", received, sure)).toEqual({});
});

function memory(): Store & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

test("a draft is the person's own, each form's beside the other, and goes with the sending", () => {
  const store = memory();
  const [mine, other] = [new Drafts("a", store), new Drafts("b", store)];
  const draft = { code: "intervene", fields: { reason: "x" }, late: false, when: "", at: 5 };
  mine.write("1", draft);
  mine.write("1", { ...draft, code: "confirm", at: 7 });
  mine.write("1", { ...draft, fields: { reason: "y" }, at: 6 });
  expect(mine.on("1").map((one) => [one.code, one.at])).toEqual([["confirm", 7], ["intervene", 6]]);
  expect(mine.read("1", "intervene")?.fields.reason).toBe("y");
  expect([other.on("1"), mine.on("2")]).toEqual([[], []]);
  mine.drop("1", "confirm");
  mine.drop("1", "intervene");
  expect([mine.on("1"), store.kept.size]).toEqual([[], 0]);
  expect(new Drafts("a", undefined).on("1")).toEqual([]);
});

test("what is no draft is not read as one", () => {
  const store = memory();
  const drafts = new Drafts("a", store);
  for (const text of ["{", "null", "{}", '[{"code":"x","fields":{"reason":1},"late":false,"when":"","at":1}]']) {
    store.kept.set("liandong.draft.a.1", text);
    expect(drafts.on("1"), text).toEqual([]);
  }
});

const happened = (kind: string, part: Partial<Happened> = {}): Happened => ({
  position: 1, version: 1, id: incident().id, kind, kind_name: kind, occurred_at: "2024-08-31T08:00:00Z",
  incident: incident(), ...part,
});

test("of what came at once the most urgent is sounded, and the rest counted", () => {
  const breach = happened("incident.clock_breached");
  expect(noticeOf([happened("incident.received"), breach, happened("incident.accepted")])).toMatchObject({ tone: "breach", more: 1 });
  expect(noticeOf([happened("incident.received", { incident: incident({ hazards: [knife] }) }), breach])?.tone).toBe("danger");
  expect(noticeOf([happened("incident.accepted")])).toBeUndefined();
  expect(noticeOf([happened("incident.received", { incident: null })])).toBeUndefined();
});

test("every tone has a tune of its own", () => {
  const tunes = TONES.map((tone) => JSON.stringify(TUNES[tone].map(([, ...rhythm]) => rhythm)));
  expect(new Set(tunes).size).toBe(TONES.length);
});

test("silence ends, and nobody can have it for good", () => {
  const now = 1_700_000_000_000;
  expect(silentUntil(String(now + 900_000), now)).toBe(now + 900_000);
  expect(silentUntil(String(now), now)).toBeUndefined();
  expect(silentUntil(String(now + 3_600_001), now)).toBeUndefined();
  for (const text of [null, "", "soon", "1e99", "-1"]) expect(silentUntil(text, now)).toBeUndefined();
});

test("a call that came earlier is entered with its time; who called is not written down", () => {
  const typed = { ...EMPTY_CALL, address: "1 Road", text: "noise", phone: "138", name: "W", when: "2024-08-31T08:00" };
  expect(intakeToCall(typed, 28_800).occurred_at).toBe("2024-08-31T00:00:00Z");
  expect(intakeToCall({ ...typed, when: "" }, 28_800)).not.toHaveProperty("occurred_at");
  expect([wrongIn(typed, 28_800), wrongIn({ ...typed, when: "soon" }, 28_800)]).toEqual([[], ["when"]]);
  const kept = readIntake(JSON.stringify(keepable(typed)));
  expect([kept.address, kept.when, kept.phone, kept.name]).toEqual(["1 Road", "2024-08-31T08:00", "", ""]);
  for (const text of [null, "{", "3", "null", '{"address":3}']) expect(readIntake(text)).toEqual(EMPTY_CALL);
});
