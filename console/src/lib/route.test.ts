import { expect, test } from "vitest";
import { href, parse, placeOf, type Route } from "./route";

const at = (address: string) => {
  const { pathname, search } = new URL(address, "http://town.example");
  return parse(pathname, search);
};

test("every page has an address that leads back to it", () => {
  const routes: Route[] = [
    { page: "desk" },
    { page: "desk", incident: "20240301-00001" },
    { page: "map" },
    { page: "map", incident: "20240301-00001" },
    { page: "map", car: "car-1" },
    { page: "map", sos: "sos-1a2b" },
    { page: "map", at: [121.31, 31.225] },
    { page: "wall" },
    { page: "patrol", view: "now" },
    { page: "patrol", view: "now", incident: "20240301-00001" },
    { page: "patrol", view: "outbox" },
    { page: "check" },
    { page: "reports", kind: "weekly" },
    { page: "year" },
    { page: "year", year: 2024 },
    { page: "report", id: "weekly-2024-W09" },
    { page: "report", id: "daily-2024-03-01", edition: 2 },
    { page: "preview", kind: "monthly", day: "2024-03-01" },
    { page: "performance" },
    { page: "performance", year: "2024" },
    { page: "project", project: "pinganliandong", part: "overview", query: {} },
    { page: "project", project: "pinganliandong", part: "ledger", query: { at: "2024-08-31" } },
    { page: "indicator", project: "a b", indicator: "arrival", query: { from: "2024-01-01", to: "2024-08-31" } },
    { page: "filing", filing: "pinganliandong.2024-08.1", query: { view: "causes", field: "rows.arrival.cause" } },
    { page: "planning", part: "what-if" },
    { page: "planning", part: "cheapest" },
    { page: "planning", part: "studies" },
    { page: "study", study: "six cars" },
    { page: "admin", part: "accounts", query: {} },
    { page: "admin", part: "accounts", id: "commander-1", query: {} },
    { page: "admin", part: "audit", query: { stream: "incident/20240301-00001" } },
    { page: "account" },
  ];
  for (const route of routes) expect(at(href(route))).toEqual(route);
});

test("what is no page is the desk, as the server answers any path with the page", () => {
  expect(at("/")).toEqual({ page: "desk" });
  expect(at("/elsewhere/or/not")).toEqual({ page: "desk" });
  expect(at("/reports/a/b")).toEqual({ page: "desk" });
});

test("nonsense in a query is left out", () => {
  expect(at("/reports?kind=hourly")).toEqual({ page: "reports", kind: "daily" });
  expect(at("/reports/daily-2024-03-01?edition=-1")).toEqual({ page: "report", id: "daily-2024-03-01" });
  expect(at("/reports/year?year=x")).toEqual({ page: "year" });
  expect(at("/map?at=here")).toEqual({ page: "map" });
  expect(at("/reports/%E0%A4%A")).toEqual({ page: "report", id: "%E0%A4%A" });
});

test("the header marks the part of the console", () => {
  expect(placeOf(at("/reports/daily-2024-03-01"))).toBe("reports");
  expect(placeOf(at("/form-check"))).toBe("check");
  expect([placeOf(at("/")), placeOf(at("/map?car=car-1")), placeOf(at("/wall"))]).toEqual(["desk", "map", "wall"]);
});
