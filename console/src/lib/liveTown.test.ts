import { expect, test } from "vitest";
import type { Happened, Seen } from "../api/types";
import { emptyTown, type LiveTown, reduceAll, type TownMessage } from "./liveTown";
import { incident, sos, unit } from "./made.test-data";

const told = (position: number, part: Parameters<typeof incident>[0]): TownMessage => {
  const one = incident(part);
  const happened: Happened = { position, kind: "k", kind_name: "k", id: one.id, version: one.version, occurred_at: one.received_at, incident: one };
  return { type: "incident", happened };
};
const seen = (car: string, at: string): Seen => ({
  unit: car, unit_name: car, at, place: { lon: 121, lat: 31 }, accuracy_metres: 5, age_seconds: 0, stale: false,
});
const hello = (position: number): TownMessage => ({ type: "hello", position });
const run = (...messages: TownMessage[]): LiveTown => reduceAll(emptyTown, messages);

test("the first hello and a gap load the lists, a stream taken up where it ended does not", () => {
  const first = run(hello(5));
  expect([first.loads, first.connections, first.connection]).toEqual([1, 1, "live"]);
  const again = reduceAll(first, [told(6, { id: "a" }), { type: "broken" }, hello(6)]);
  expect([again.loads, again.connections]).toEqual([1, 2]);
  expect(reduceAll(again, [hello(9)]).loads).toBe(2);
  expect(reduceAll(again, [{ type: "reset", position: 6 }]).loads).toBe(2);
});

test("what is over is kept no longer, and an old list does not bring it back", () => {
  const open = run(hello(1), { type: "listed", incidents: [incident({ id: "a" }), incident({ id: "b" })], sos: [] });
  const asked = reduceAll(open, [{ type: "asked" }, told(2, { id: "a", version: 9, phase: "closed" })]);
  expect([...asked.incidents.keys()]).toEqual(["b"]);
  const listed = reduceAll(asked, [{ type: "listed", incidents: [incident({ id: "a" }), incident({ id: "b" })], sos: [] }]);
  expect([...listed.incidents.keys()]).toEqual(["b"]);
  expect(listed.changed.size).toBe(0);
});

test("a call that came while the list was on its way stays, one that the list no longer has goes", () => {
  const open = run({ type: "listed", incidents: [incident({ id: "old" })], sos: [] }, { type: "asked" }, told(2, { id: "new" }));
  expect([...reduceAll(open, [{ type: "listed", incidents: [], sos: [] }]).incidents.keys()]).toEqual(["new"]);
});

test("a call for help is there when it is heard, and goes when it is over, whatever an old list says", () => {
  const told = (position: number, part: Parameters<typeof sos>[0]): TownMessage => ({ type: "sos", position, sos: sos(part) });
  const raised = run(hello(1), told(2, { id: "s", version: 1 }));
  expect([[...raised.sos.keys()], raised.position]).toEqual([["s"], 2]);
  const seen = reduceAll(raised, [told(3, { id: "s", version: 2, acknowledged_at: "2024-08-31T08:01:00Z" }), told(3, { id: "s", version: 1 })]);
  expect(seen.sos.get("s")?.acknowledged_at).toBe("2024-08-31T08:01:00Z");
  const over = reduceAll(seen, [{ type: "asked" }, told(4, { id: "s", version: 3, ended_at: "2024-08-31T08:02:00Z" }), told(5, { id: "t" })]);
  expect([...over.sos.keys()]).toEqual(["t"]);
  const listed = reduceAll(over, [{ type: "listed", incidents: [], sos: [sos({ id: "s", version: 2 }), sos({ id: "u" })] }]);
  expect([...listed.sos.keys()]).toEqual(["u", "t"]);
  // Away for a while, and over meanwhile.
  expect(reduceAll(listed, [{ type: "asked" }, { type: "listed", incidents: [], sos: [] }]).sos.size).toBe(0);
});

test("an incident never goes back to an older version", () => {
  const town = run(told(1, { id: "a", version: 3, address: "new" }), told(2, { id: "a", version: 2, address: "old" }));
  expect(town.incidents.get("a")?.address).toBe("new");
});

test("a car is where it was seen last, whichever word comes first", () => {
  const town = run(
    { type: "position", seen: seen("c", "2024-08-31T08:00:10Z") },
    { type: "positions", positions: [seen("c", "2024-08-31T08:00:05Z"), seen("d", "2024-08-31T08:00:05Z")] },
    { type: "position", seen: seen("d", "2024-08-31T08:00:01Z") },
  );
  expect([town.seen.get("c")?.at, town.seen.get("d")?.at]).toEqual(["2024-08-31T08:00:10Z", "2024-08-31T08:00:05Z"]);
});

test("cars are asked for anew when one was sent or arrived, not with every word", () => {
  const town = run(told(1, { id: "a", units: [unit("u1")] }));
  expect(town.unitChanges).toBe(1);
  const same = reduceAll(town, [told(2, { id: "a", version: 2, units: [unit("u1")], text: "x" })]);
  expect(same.unitChanges).toBe(1);
  const duty = reduceAll(same, [{ type: "stream", position: 3, stream: "unit/car-1" }, { type: "stream", position: 4, stream: "training/x" }]);
  expect([duty.unitChanges, duty.position]).toEqual([2, 4]);
});
