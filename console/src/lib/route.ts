// Addresses of the console's pages. The live desk stays at `/`.
import { type Desk, type DeskRoute, hrefOfDesk, isDesk, parseDesk } from "./deskRoute";

import { formatAt, parseAt } from "./coordinates";
import type { LonLat } from "./gcj02";
import { type AdminRoute, adminAddress, parseAdmin } from "./admin/route";
import { addressOf, parsePerformance, type PerformanceRoute } from "./performance/route";
import { parsePlanning, planningPath, type PlanningRoute } from "./planning/route";

export type ReportKind = "daily" | "weekly" | "monthly";
export const KINDS: readonly ReportKind[] = ["daily", "weekly", "monthly"];

export type PatrolView = "now" | "shift" | "outbox" | "settings";
const PATROL_VIEWS: readonly PatrolView[] = ["shift", "outbox", "settings"];

export type Route =
  | { page: "patrol"; view: PatrolView; incident?: string }
  | { page: "rating"; token: string }
  | DeskRoute
  | { page: "desk"; incident?: string }
  | { page: "map"; incident?: string; car?: string; sos?: string; at?: LonLat }
  | { page: "wall" }
  | { page: "check" }
  | { page: "reports"; kind: ReportKind }
  | { page: "year"; year?: number }
  | { page: "report"; id: string; edition?: number }
  | { page: "preview"; kind: ReportKind; day: string }
  | PerformanceRoute
  | PlanningRoute
  | AdminRoute;

/** The parts of the console that the header leads to. */
export type Place = "desk" | "map" | "wall" | "check" | "reports" | "performance" | "planning" | "admin" | "account" | Desk;

const isKind = (text: string | null): text is ReportKind => KINDS.some((one) => one === text);

/** A whole number from 1 on. */
function count(text: string | null): number | undefined {
  return text && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

function segment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function parse(path: string, search: string): Route {
  const asked = new URLSearchParams(search);
  const segments = path.split("/").filter(Boolean).map(segment);
  const elsewhere = parseDesk(segments, asked) ?? parsePerformance(segments, asked) ?? parsePlanning(segments) ?? parseAdmin(segments, asked);
  if (elsewhere) return elsewhere;
  const [first, second, ...rest] = segments;
  if (first === "rating" && second !== undefined) return { page: "rating", token: second };
  if (first === "map" && second === undefined) {
    const [incident, car, sos, at] = [asked.get("incident"), asked.get("car"), asked.get("sos"), parseAt(asked.get("at"))];
    return { page: "map", ...(incident ? { incident } : {}), ...(car ? { car } : {}), ...(sos ? { sos } : {}), ...(at ? { at } : {}) };
  }
  if (first === "wall" && second === undefined) return { page: "wall" };
  if (first === "form-check" && second === undefined) return { page: "check" };
  if (first === "reports" && rest.length === 0) {
    const kind = asked.get("kind");
    if (second === undefined) return { page: "reports", kind: isKind(kind) ? kind : "daily" };
    if (second === "preview") {
      return { page: "preview", kind: isKind(kind) ? kind : "daily", day: asked.get("day") ?? "" };
    }
    if (second === "year") {
      const year = count(asked.get("year"));
      return year === undefined ? { page: "year" } : { page: "year", year };
    }
    const edition = count(asked.get("edition"));
    return edition === undefined ? { page: "report", id: second } : { page: "report", id: second, edition };
  }
  const incident = asked.get("incident");
  if (first === "patrol") {
    const view = PATROL_VIEWS.find((one) => one === second);
    return view ? { page: "patrol", view } : { page: "patrol", view: "now", ...(incident ? { incident } : {}) };
  }
  return incident ? { page: "desk", incident } : { page: "desk" };
}

const query = (values: Record<string, string | number | undefined>): string => {
  const given = Object.entries(values).filter((pair): pair is [string, string | number] => pair[1] !== undefined);
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return text && `?${text}`;
};

const joined = ({ path, query: asked }: { path: string[]; query: Record<string, string | undefined> }) =>
  `/${path.map(encodeURIComponent).join("/")}${query(asked)}`;

export function href(route: Route): string {
  switch (route.page) {
    case "patrol":
      return `/patrol${route.view === "now" ? "" : `/${route.view}`}${query({ incident: route.incident })}`;
    case "desk":
      return `/${query({ incident: route.incident })}`;
    case "map":
      return `/map${query({ incident: route.incident, car: route.car, sos: route.sos, at: route.at && formatAt(route.at) })}`;
    case "wall":
      return "/wall";
    case "rating":
      return `/rating/${encodeURIComponent(route.token)}`;
    case "check":
      return "/form-check";
    case "reports":
      return `/reports${query({ kind: route.kind })}`;
    case "year":
      return `/reports/year${query({ year: route.year })}`;
    case "report":
      return `/reports/${encodeURIComponent(route.id)}${query({ edition: route.edition })}`;
    case "preview":
      return `/reports/preview${query({ kind: route.kind, day: route.day })}`;
    case "admin":
    case "account":
      return joined(adminAddress(route));
    case "performance":
    case "project":
    case "indicator":
    case "filing":
      return joined(addressOf(route));
    case "planning":
    case "study":
      return joined({ path: planningPath(route), query: {} });
    default:
      return hrefOfDesk(route);
  }
}

export function placeOf(route: Route): Place {
  const { page } = route;
  if (isDesk(page)) return page;
  switch (page) {
    case "patrol":
    case "rating":
      return "desk";
    case "desk":
    case "map":
    case "wall":
    case "check":
    case "admin":
    case "account":
      return page;
    case "performance":
    case "project":
    case "indicator":
    case "filing":
      return "performance";
    case "planning":
    case "study":
      return "planning";
    default:
      return "reports";
  }
}
