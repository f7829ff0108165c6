import { expect, test } from "vitest";
import { parse } from "./route";
import { answer, answered, tourOf, withoutWish } from "./tour";

test("each page leads to its own tour", () => {
  const of = (path: string) => tourOf(parse(path, ""));
  expect(["/", "/map", "/wall", "/inbox", "/follow-up/scripts", "/duty", "/assessment/2026-11"].map(of)).toEqual([
    "room", "map", "wall", "inbox", "follow_up", "duty", "assessment",
  ]);
  expect(["/reports/year", "/form-check", "/admin/audit", "/patrol/outbox", "/account"].map(of)).toEqual([
    "reports", "check", "admin", "patrol", undefined,
  ]);
});

test("the offer is answered once, by each person", () => {
  const kept = new Map<string, string>();
  const store = { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, text: string) => void kept.set(name, text) };
  const one = { town: "a", account: "dispatcher-1" };
  expect(answered(one, store)).toBe(false);
  answer(one, store);
  expect(answered(one, store)).toBe(true);
  expect(answered({ town: "a", account: "dispatcher-2" }, store)).toBe(false);
  expect(answered({ town: "b", account: "dispatcher-1" }, store)).toBe(false);
});

test("a browser without storage is not asked at every loading", () => {
  const shut = () => {
    throw new Error("shut");
  };
  const one = { town: "a", account: "b" };
  expect(answered(one, undefined)).toBe(true);
  expect(answered(one, { getItem: shut })).toBe(true);
  expect(() => answer(one, { setItem: shut })).not.toThrow();
});

test("the wish leaves the address, and nothing else does", () => {
  expect(withoutWish("/?tour")).toBe("/");
  expect(withoutWish("/?tour#token=a~b")).toBe("/#token=a~b");
  expect(withoutWish("/map?car=car-1&tour=1")).toBe("/map?car=car-1");
  expect(withoutWish("/map?car=tour")).toBeUndefined();
});
