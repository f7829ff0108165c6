import { expect, test } from "vitest";
import { readFileSync } from "node:fs";
import path from "node:path";
import { beginning, build, FIELDS, missing, offer } from "./commands";
import { clock, incident, town, unit } from "./made.test-data";
import { choices } from "./units";

const knife = { hazard: "weapon" as const, hazard_name: "weapon", word: "knife" };

test("every command of the contract has a form, and every form a command", () => {
  const file = path.join(import.meta.dirname, "../api/openapi.json");
  const variants = JSON.parse(readFileSync(file, "utf8")).components.schemas.IncidentCommand.oneOf as {
    properties: { do: { enum: string[] } } & Record<string, unknown>;
    required: string[];
  }[];
  const snake = (field: string) => (field === "answer" || field === "grade" || field === "complaint" ? "outcome" : field);
  const names: Record<string, string> = { uncovered: "leave_town_uncovered", dueAt: "due_at", crewAnswer: "answer" };
  // Given by the system, or from desks and phones that have pages of their own.
  const others = [
    "reveal_caller", "check_clocks", "propose_arrival", "acknowledge_alert", "ask_extension", "answer_extension",
    "follow_up_joined",
  ];
  const codes = variants.map((one) => one.properties.do.enum[0] ?? "").filter((code) => !others.includes(code));
  expect(Object.keys(FIELDS).sort()).toEqual(codes.sort());
  for (const variant of variants) {
    const code = variant.properties.do.enum[0] ?? "";
    const fields = FIELDS[code];
    if (!fields) continue;
    const named = new Set(fields.map((field) => field.replace("!", "")).map((field) => names[field] ?? snake(field)));
    for (const field of named) expect(Object.keys(variant.properties), code).toContain(field);
    for (const field of variant.required.filter((name) => name !== "do")) expect([...named], code).toContain(field);
  }
});

test("the likely step comes first and the rest under more", () => {
  const next = ["confirm", "return_to_police", "reinforce", "intervene", "reassign", "arrive", "acknowledge", "reveal_caller"];
  const shown = offer(incident({ phase: "assigned", next: next as never }));
  expect(shown).toEqual({
    primary: "acknowledge",
    beside: ["arrive", "reinforce"],
    more: ["confirm", "return_to_police", "intervene", "reassign"],
  });
  expect(offer(incident())).toEqual({ primary: undefined, beside: [], more: [] });
});

test("a call that hints at danger is first of all a matter for police", () => {
  const next = ["confirm", "return_to_police", "cancel"] as never;
  expect(offer(incident({ next })).primary).toBe("confirm");
  expect(offer(incident({ next, hazards: [knife] })).primary).toBe("return_to_police");
  // Once diverted on purpose, correcting the category is no second danger.
  expect(missing("confirm", { category: "dispute" }, incident({ hazards: [knife] }))).toEqual(["inSpite"]);
  expect(missing("confirm", { category: "dispute", inSpite: " " }, incident({ hazards: [knife] }))).toEqual(["inSpite"]);
  expect(missing("confirm", { category: "dispute", inSpite: "toy" }, incident({ hazards: [knife] }))).toEqual([]);
  expect(missing("confirm", { category: "dispute" }, incident({ hazards: [knife], phase: "accepted" }))).toEqual([]);
});

test("commands leave out what is empty and trim what is typed", () => {
  expect(build("confirm", { category: "dispute", subcategory: "", area: "a1", inSpite: " toy " })).toEqual({
    do: "confirm", category: "dispute", area: "a1", in_spite_of_hazards: "toy",
  });
  expect(build("accept_referral", { referral: "2" })).toEqual({ do: "accept_referral", referral: 2 });
  expect(build("close", { note: "  " })).toEqual({ do: "close" });
  expect(build("prioritise", { rank: "0", reason: "x" })).toEqual({ do: "prioritise", rank: 0, reason: "x" });
  expect(build("refer", { department: "d1", reason: "x", dueAt: "2024-09-02T08:00:00Z" })).toMatchObject({
    due_at: "2024-09-02T08:00:00Z",
  });
  // Fields of another command do not slip in.
  expect(build("accept", { reason: "x" })).toEqual({ do: "accept" });
});

test("a follow-up is a grade with or without a complaint, or nobody reached", () => {
  const reached = { answer: "reached", grade: "satisfied" };
  expect(build("follow_up", reached)).toEqual({ do: "follow_up", outcome: { result: "reached", grade: "satisfied" } });
  expect(build("follow_up", { ...reached, complaint: "slow" })).toMatchObject({ outcome: { complaint: "slow" } });
  expect(build("follow_up", { answer: "unreachable", grade: "satisfied" })).toEqual({
    do: "follow_up", outcome: { result: "unreachable" },
  });
  expect(missing("follow_up", { answer: "reached" }, incident())).toEqual(["grade"]);
  expect(missing("follow_up", { answer: "unreachable" }, incident())).toEqual([]);
});

test("forms begin with what is known", () => {
  const here = incident({ area: "a1", phase: "accepted" });
  expect(beginning("assign", here, town())).toEqual({ unit: "u1" });
  expect(beginning("assign", incident({ area: "a2" }), town())).toEqual({});
  expect(beginning("return_to_police", here, town())).toEqual({ station: "s1" });
  expect(beginning("return_to_police", incident(), town())).toEqual({});
  const sent = incident({ units: [unit("u3", { released_at: "2024-08-31T08:10:00Z" }), unit("u1")] });
  expect(beginning("arrive", sent, town())).toEqual({ how: "radio", unit: "u1" });
  const breached = clock({ clock: "dispose", outcome: "breached" });
  expect(beginning("explain_breach", incident({ clocks: [clock(), breached] }), town())).toEqual({ clock: "dispose" });
});

test("the area's own car comes first, busy ones and those already here last", () => {
  expect(choices(town(), incident({ area: "a2" })).map((one) => one.unit.id)).toEqual(["u3", "u1", "u2"]);
  const all = choices(town(), incident({ area: "a2", units: [unit("u1")] }));
  expect(all.map((one) => [one.unit.id, one.own, one.busyWith, one.here])).toEqual([
    ["u3", true, undefined, false],
    ["u2", true, "20240831-00009", false],
    ["u1", false, undefined, true],
  ]);
  const car = (id: string, rank: number) => ({ unit: id, rank }) as never;
  const advice = { unit: "u2", candidates: [car("u2", 1), car("u1", 2)], set_aside: [{ unit: "u3", why: "no_crew" }] } as never;
  const advised = choices(town(), incident({ area: "a1" }), advice);
  expect(advised.map((one) => [one.unit.id, one.advised, one.aside])).toEqual([
    ["u2", true, undefined],
    ["u1", false, undefined],
    ["u3", false, "no_crew"],
  ]);
});
