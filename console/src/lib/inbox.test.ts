import { expect, test } from "vitest";
import type { ReferralItem } from "../api/desks";
import type { Incident, Referral } from "../api/types";
import { actsOf, ages, clocksOf, coarse, inOrder, isFar, overdue, pressing, stateOf } from "./inbox";

const NOW = Date.parse("2026-11-27T08:00:00Z");
const ago = (hours: number) => new Date(NOW - hours * 3_600_000).toISOString();

const referral = (more: Partial<Referral>): Referral => ({
  referral: 1, department: "market", department_name: "", reason: "", referred_at: ago(1), extensions: [], state: "waiting", state_name: "", ...more,
});
const item = (incident: string, more: Partial<Referral>) => ({ incident, referral: referral(more) }) as ReferralItem;

test("open ones stand first, by their limit; the others by when they were over", () => {
  const items = [
    item("done-early", { state: "disposed", disposed_at: ago(9) }),
    item("late-limit", { due_at: ago(-50) }),
    item("done-late", { state: "refused", turned_back_at: ago(2) }),
    item("near-limit", { state: "accepted", due_at: ago(-2) }),
  ];
  expect(inOrder(items).map((one) => one.incident)).toEqual(["near-limit", "late-limit", "done-late", "done-early"]);
});

test("a limit presses in its last day and is over to the second", () => {
  expect(pressing(undefined, NOW)).toBeUndefined();
  expect(pressing(ago(-25), NOW)?.tone).toBe("calm");
  expect(pressing(ago(-24), NOW)?.tone).toBe("warn");
  expect(pressing(new Date(NOW).toISOString(), NOW)).toEqual({ tone: "warn", left: 0 });
  expect(pressing(new Date(NOW - 1000).toISOString(), NOW)).toEqual({ tone: "over", left: -1 });
});

test("ageing counts what is open", () => {
  const items = [
    item("a", { referred_at: ago(23) }), item("b", { referred_at: ago(24) }), item("c", { referred_at: ago(24 * 5) }),
    item("d", { referred_at: ago(24 * 9), state: "disposed", disposed_at: ago(1) }),
  ];
  expect(ages(items, NOW)).toEqual({ day: 1, three: 1, five: 0, older: 1 });
  expect(overdue([item("a", { due_at: ago(1) }), item("b", { due_at: ago(1), state: "disposed" })], NOW)).toBe(1);
});

test("a referral's own clocks bear its number", () => {
  const clock = (clock: string, nth: number) => ({ clock, nth });
  const incident = { clocks: [clock("referral_accept", 1), clock("referral_accept", 2), clock("follow_up", 2)] } as unknown as Incident;
  expect(clocksOf(incident, 2)).toEqual([clock("referral_accept", 2)]);
});

test("what may be done follows the state, the right, and whether more time is asked already", () => {
  const all = ["accept_referral", "refuse_referral", "department_dispose", "ask_extension", "return_referral", "answer_extension"];
  const asked = { state: "asked" } as Referral["extensions"][number];
  expect(actsOf(referral({}), all)).toEqual(["accept_referral", "refuse_referral"]);
  expect(actsOf(referral({ state: "accepted" }), all)).toEqual(["department_dispose", "ask_extension", "return_referral"]);
  expect(actsOf(referral({ state: "accepted", extensions: [asked] }), all)).toEqual(["department_dispose", "return_referral", "answer_extension"]);
  expect(actsOf(referral({ state: "accepted" }), ["attach"])).toEqual([]);
  expect(actsOf(referral({ state: "disposed" }), all)).toEqual([]);
});

test("far limits are told in days and hours", () => {
  expect(coarse(-93_600)).toEqual({ days: 1, hours: 2 });
  expect([isFar(21_599), isFar(21_600), isFar(-21_600)]).toEqual([false, true, true]);
  expect([stateOf("refused"), stateOf("nonsense"), stateOf(undefined)]).toEqual(["refused", "open", "open"]);
});
