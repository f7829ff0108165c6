import { expect, test } from "vitest";
import type { FollowUpItem } from "../api/desks";
import type { Incident, LoggedEvent, Unit } from "../api/types";
import { commandOf, graded, inOrder, outcomeOf, triesNow, weight } from "./followUp";

const incident = (more: Partial<Incident>) =>
  ({ round: 1, follow_ups: [], clocks: [], units: [], case: { joined: [] }, ...more }) as unknown as Incident;
const item = (id: string, more: Partial<FollowUpItem>) => ({ id, reasons: [], incident: incident({}), ...more }) as unknown as FollowUpItem;

test("complaints are called first, then breaches, then by the limit", () => {
  const items = [
    item("late", { due_at: "2026-11-29T00:00:00Z" }),
    item("soon", { due_at: "2026-11-28T00:00:00Z" }),
    item("breached", { incident: incident({ clocks: [{ outcome: "breached" }] as Incident["clocks"] }), due_at: "2026-11-30T00:00:00Z" }),
    item("again", { incident: incident({ round: 2 }) }),
    item("wish", { wish: "…", due_at: "2026-11-30T00:00:00Z" }),
  ];
  expect(inOrder(items).map((one) => one.id)).toEqual(["wish", "again", "breached", "soon", "late"]);
  expect(weight(item("x", { reasons: [{ code: "complaint", name: "" }] }))).toBe(0);
});

const unit = (name: string, more: Partial<Unit>) => ({ unit: name, lead: false, assigned_at: "2026-11-27T01:00:00Z", ...more }) as Unit;
const reopened = [{ kind: "incident.reopened", occurred_at: "2026-11-27T02:00:00Z" }] as LoggedEvent[];

test("a grade reaches the crews that arrived in this round", () => {
  const units = [
    unit("before", { arrived_at: "2026-11-27T01:10:00Z" }),
    unit("lead", { lead: true, assigned_at: "2026-11-27T03:00:00Z", arrived_at: "2026-11-27T03:10:00Z" }),
    unit("help", { assigned_at: "2026-11-27T03:05:00Z", arrived_at: "2026-11-27T03:20:00Z" }),
    unit("turned", { assigned_at: "2026-11-27T03:06:00Z" }),
  ];
  expect(graded(incident({ units }), reopened).map((one) => one.unit)).toEqual(["lead", "help"]);
});

test("where no car arrived, the last that led", () => {
  const units = [unit("first", { lead: true }), unit("second", { lead: true }), unit("help", {})];
  expect(graded(incident({ units }), []).map((one) => one.unit)).toEqual(["second"]);
  expect(graded(incident({}), [])).toEqual([]);
});

test("tries count within the round, and by the caller", () => {
  const calls = [{ at: "2026-11-27T01:30:00Z" }, { at: "2026-11-27T04:00:00Z" }] as Incident["follow_ups"];
  const joined = [{ incident: "other", follow_ups: [{ at: "2026-11-27T00:00:00Z" }] }] as Incident["case"]["joined"];
  const one = incident({ follow_ups: calls, case: { joined } as Incident["case"] });
  expect(triesNow({ incident: one, joined: null }, reopened)).toHaveLength(1);
  expect(triesNow({ incident: one, joined: "other" }, reopened)).toHaveLength(1);
  expect([commandOf({ joined: null }), commandOf({ joined: "other" })]).toEqual(["follow_up", "follow_up_joined"]);
});

test("nothing is wished without a complaint, and nobody grades who was not reached", () => {
  const answer = { result: "reached", grade: "satisfied", complaint: " ", reopen: true };
  expect(outcomeOf(answer)).toEqual({ outcome: { result: "reached", grade: "satisfied" }, reopen: false });
  expect(outcomeOf({ ...answer, complaint: " a " })).toEqual({ outcome: { result: "reached", grade: "satisfied", complaint: "a" }, reopen: true });
  expect(outcomeOf({ ...answer, complaint: "a", result: "unreachable" })).toEqual({ outcome: { result: "unreachable" }, reopen: false });
});
