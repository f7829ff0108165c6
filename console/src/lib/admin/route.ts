// Addresses of the administration and of one's own account.
import type { Query } from "../performance/route";

export const ADMIN_PARTS = [
  "accounts", "members", "units", "stations", "departments", "areas", "categories", "keywords", "protocols", "scripts",
  "policy", "webhooks", "audit", "reveals", "erasures", "setup",
] as const;
export type AdminPart = (typeof ADMIN_PARTS)[number];

export type AdminRoute = { page: "admin"; part: AdminPart; id?: string; query?: Query } | { page: "account" };

const isPart = (text: string): text is AdminPart => ADMIN_PARTS.some((one) => one === text);

/** Reads an address of the administration, given in its decoded parts; undefined for any other. */
export function parseAdmin(parts: readonly string[], asked: URLSearchParams): AdminRoute | undefined {
  const [first, second, third] = parts;
  if (first === "account" && second === undefined) return { page: "account" };
  if (first !== "admin") return undefined;
  const part = second !== undefined && isPart(second) ? second : "accounts";
  const query: Query = Object.fromEntries(asked);
  return third === undefined ? { page: "admin", part, query } : { page: "admin", part, id: third, query };
}

/** The path and the query of a page of the administration. */
export function adminAddress(route: AdminRoute): { path: string[]; query: Query } {
  if (route.page === "account") return { path: ["account"], query: {} };
  return { path: ["admin", route.part, ...(route.id === undefined ? [] : [route.id])], query: route.query ?? {} };
}
