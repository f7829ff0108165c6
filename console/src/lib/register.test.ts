import { expect, test } from "vitest";
import type { EquipmentFinding, MemberRecord, Training } from "../api/duty";
import { missingOf, optional, whole } from "./acts";
import { byKind, entryOf, happenings } from "./equipment";
import { attendeesOf, planOf, summary, toExamine } from "./training";

test("what happens to a piece follows its state", () => {
  expect(happenings({ condition: "in_stock" }, false)).toEqual(["issued", "faulty", "lost", "written_off"]);
  expect(happenings({ condition: "in_use" }, true)).toContain("calibrated");
  expect(happenings({ condition: "written_off" }, true)).toEqual([]);
  expect(entryOf("issued", { holder: "unit:car-1" })).toEqual({ do: "issued", unit: "car-1" });
  expect(entryOf("issued", { holder: "member:a:b" })).toEqual({ do: "issued", member: "a:b" });
  expect(entryOf("calibrated", { due: "2027-01-01" })).toEqual({ do: "calibrated", due: "2027-01-01" });
  const kinds = byKind([{ kind: "x" }, { kind: "y" }, { kind: "x" }] as EquipmentFinding[]);
  expect([...kinds].map(([kind, all]) => [kind, all.length])).toEqual([["x", 2], ["y", 1]]);
});

test("who must attend: all in service that day, or the chosen", () => {
  const members = [{ id: "a", from: "2026-01-01" }, { id: "left", from: "2026-01-01", until: "2026-05-31" }, { id: "new", from: "2026-07-01" }] as MemberRecord[];
  expect(attendeesOf({ everybody: "yes", day: "2026-06-01" }, members)).toEqual(["a"]);
  expect(attendeesOf({ whom: "x y" }, members)).toEqual(["x", "y"]);
  expect(planOf({ title: "t", kind: "in_service", day: "2026-06-01", minutes: "90", trainer: "x", syllabus: "s", exam: "" }, [])).not.toHaveProperty("exam");
});

test("sums of a training count who came and who sat", () => {
  const line = (attended: boolean, passed: boolean | null) => ({ attended, passed });
  const training = { stage: "held", lines: [line(true, true), line(true, false), line(true, null), line(false, null)] } as unknown as Training;
  expect(summary(training)).toEqual({ attended: "3/4", passed: "1/2" });
  expect(toExamine(training)).toHaveLength(2);
});

test("a form knows what is missing, and what is no number", () => {
  const asks = [
    { name: "a", label: "", kind: "line", required: true }, { name: "n", label: "", kind: "number" },
  ] as const;
  expect(missingOf(asks, { a: " ", n: "x" })).toEqual(["a", "n"]);
  expect(missingOf(asks, { a: "x", n: "" })).toEqual([]);
  expect(optional({ a: " x ", b: " " }, "a", "b")).toEqual({ a: "x" });
  expect([whole({ n: "12" }, "n"), whole({}, "n")]).toEqual([12, 0]);
});
