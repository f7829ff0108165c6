import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { Role } from "../api/types";
import { deskRoute } from "./deskRoute";
import { waysOf } from "./places";
import { home } from "./rights";
import { href, parse, placeOf } from "./route";

const document = JSON.parse(readFileSync(path.join(import.meta.dirname, "../api/openapi.json"), "utf8"));
const ROLES: Role[] = document.components.schemas.Role.enum;

test("each role lands where its work is", () => {
  const elsewhere = ROLES.filter((role) => home(role) !== "/");
  expect(Object.fromEntries(elsewhere.map((role) => [role, home(role)]))).toEqual({
    department: "/inbox", follow_up: "/follow-up", duty_manager: "/duty", member: "/patrol",
  });
});

test("nobody lands where the navigation does not lead", () => {
  for (const role of ROLES.filter((one) => one !== "member")) {
    expect(waysOf(role).map((way) => way.place), role).toContain(placeOf(parse(home(role), "")));
  }
});

test("the navigation shows what a role may read", () => {
  const places = (role: Role) => waysOf(role).map((way) => way.place);
  expect(places("department")).toEqual(["desk", "inbox"]);
  expect(places("follow_up")).toEqual(["desk", "follow-up"]);
  expect(places("member")).toEqual(["desk", "duty", "assessment"]);
  expect(places("duty_manager")).toEqual(["desk", "map", "wall", "duty", "assessment", "reports", "performance", "planning", "check"]);
  expect(places("auditor")).toEqual(["desk", "map", "wall", "inbox", "follow-up", "duty", "assessment", "reports", "performance", "planning", "check", "admin"]);
});

test("a desk's address leads back to what it showed", () => {
  const routes = [
    deskRoute("inbox"),
    deskRoute("inbox", ["20261127-00001", "2"], { state: "open", department: "market" }),
    deskRoute("follow-up", ["scripts", "dispute"]),
    deskRoute("duty", ["equipment", "radio", "DT 1/2"], { condition: "faulty" }),
    deskRoute("assessment", ["2026-11", "hc101"], { part: "arrival" }),
  ];
  expect(parse("/rating/a~b", "")).toEqual({ page: "rating", token: "a~b" });
  expect(href({ page: "rating", token: "a~b" })).toBe("/rating/a~b");
  for (const route of routes) {
    const { pathname, search } = new URL(href(route), "http://town.example");
    expect(parse(pathname, search)).toEqual(route);
    expect(placeOf(route)).toBe(route.page);
  }
  expect(href(deskRoute("duty", ["equipment"], { condition: undefined, kind: "" }))).toBe("/duty/equipment");
});
