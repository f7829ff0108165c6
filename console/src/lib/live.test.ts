import { expect, test } from "vitest";
import { keyAct, sends } from "./keys";
import { backoff, empty, reduce } from "./live";
import { event, incident } from "./made.test-data";
import { since } from "./since";
import { fieldsOf } from "./told";

const id = incident().id;
const one = (position: number, version: number, phase: string, number = id) => ({
  position,
  kind: "incident.x",
  kind_name: "x",
  id: number,
  version,
  occurred_at: "2024-03-01T00:00:00Z",
  incident: incident({ id: number, version, phase: phase as never }),
});
const happened = (position: number, version: number, phase: string) => ({
  type: "heard" as const,
  position,
  happened: [one(position, version, phase)],
});
test("the lists are loaded at the first hello and after a gap only", () => {
  const first = reduce(empty, { type: "hello", position: 7 });
  expect([first.connection, first.position, first.loads]).toEqual(["live", 7, 1]);
  const later = reduce(reduce(first, happened(9, 2, "classified")), { type: "broken" });
  expect([later.connection, later.position]).toEqual(["broken", 9]);
  expect(reduce(later, { type: "hello", position: 9 }).loads).toBe(1);
  expect(reduce(later, { type: "hello", position: 12 }).loads).toBe(2);
  expect(reduce(later, { type: "reset", position: 9 }).loads).toBe(2);
});

test("an incident never goes back, however messages come in", () => {
  const now = reduce(empty, happened(9, 3, "accepted"));
  const late = reduce(now, { type: "loaded", incidents: [incident({ version: 2, phase: "classified" })] });
  expect(late.incidents.get(id)?.phase).toBe("accepted");
  const same = reduce(now, { type: "loaded", incidents: [incident({ version: 3, phase: "accepted", next: ["assign"] })] });
  expect(same.incidents.get(id)?.next).toEqual(["assign"]);
  const { incident: _, ...bare } = one(10, 4, "assigned");
  const ahead = reduce(now, { type: "heard", position: 10, happened: [bare] });
  expect([ahead.position, ahead.incidents, ahead.last]).toEqual([10, now.incidents, now.last]);
  expect(now.last).toMatchObject({ position: 9, kind: "incident.x" });
  expect(reduce(now, { type: "heard", position: 10, happened: [] })).toEqual({ ...now, position: 10 });
});

test("what comes between two pictures is taken in at once, the last told", () => {
  const both = [one(8, 1, "received", "20240831-00002"), one(9, 2, "classified")];
  const desk = reduce(empty, { type: "heard", position: 10, happened: both });
  expect([...desk.incidents.keys()]).toEqual(["20240831-00002", id]);
  expect([desk.position, desk.last?.position]).toEqual([10, 9]);
  // What was held back never takes the position back.
  expect(reduce(desk, { type: "heard", position: 9, happened: [] }).position).toBe(10);
});

test("attempts to connect anew come ever more slowly", () => {
  expect([0, 1, 2, 3, 9].map(backoff)).toEqual([1, 2, 5, 10, 10]);
});

test("harmless events move the base; what matters is news", () => {
  const received = event(1, "incident.received");
  const warned = event(2, "incident.clock_warned");
  expect(since(1, [received])).toEqual({ base: 1, news: [] });
  expect(since(1, [received, warned])).toEqual({ base: 2, news: [] });
  // Told further up by itself, or asked of a crew: whoever types is not stopped by it.
  for (const kind of ["incident.escalated", "incident.escalation_set", "incident.check_in_set"]) {
    expect(since(1, [received, event(2, kind)])).toEqual({ base: 2, news: [] });
  }
  const assigned = event(3, "incident.unit_assigned");
  expect(since(1, [received, warned, assigned])).toEqual({ base: 1, news: [assigned] });
});

test("what happened beside the line tells its fields too", () => {
  expect(fieldsOf({ case: { recording_read: { hash: "h", reason: "r" } } })).toEqual({ hash: "h", reason: "r" });
  expect(fieldsOf({ arrived: { unit: "u1" } })).toEqual({ unit: "u1" });
  expect([fieldsOf("accepted"), fieldsOf({ case: "rated" }), fieldsOf({}), fieldsOf(null)]).toEqual([{}, {}, {}, {}]);
});

test("keys mean acts only where nothing is typed", () => {
  const key = (name: string, more = {}) => ({ key: name, ctrlKey: false, metaKey: false, altKey: false, ...more });
  expect(keyAct(key("n"), "page")).toBe("new");
  expect(keyAct(key("n"), "text")).toBeUndefined();
  expect(keyAct(key("n", { ctrlKey: true }), "page")).toBeUndefined();
  expect(keyAct(key("Escape"), "text")).toBe("back");
  expect(keyAct(key("Enter"), "page")).toBe("open");
  expect(keyAct(key("Enter"), "control")).toBeUndefined();
  expect(keyAct(key("j"), "control")).toBe("down");
  expect(["?", "/", "k", "x"].map((name) => keyAct(key(name), "page"))).toEqual(["help", "search", "up", undefined]);
  expect(keyAct(key("t"), "page")).toBe("take");
  expect(keyAct(key("Enter", { ctrlKey: true }), "control")).toBe("quick");
  expect(keyAct(key("Enter", { ctrlKey: true }), "text")).toBeUndefined();
  expect(keyAct(key("Enter", { ctrlKey: true, repeat: true }), "page")).toBeUndefined();
  expect([sends(key("Enter")), sends(key("Enter", { ctrlKey: true })), sends(key("Enter", { metaKey: true }))]).toEqual([false, true, true]);
});
