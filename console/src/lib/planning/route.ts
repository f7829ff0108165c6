// Addresses of the planning page.

export const PLANNING_PARTS = ["what-if", "cheapest", "studies"] as const;
export type PlanningPart = (typeof PLANNING_PARTS)[number];

export type PlanningRoute = { page: "planning"; part: PlanningPart } | { page: "study"; study: string };

/** Reads the address of a planning page, given in its decoded parts; undefined for any other. */
export function parsePlanning(parts: readonly string[]): PlanningRoute | undefined {
  const [first, second, third, fourth] = parts;
  if (first !== "planning" || fourth !== undefined) return undefined;
  if (second === "studies" && third !== undefined) return { page: "study", study: third };
  if (third !== undefined) return undefined;
  if (second === undefined) return { page: "planning", part: "what-if" };
  const part = PLANNING_PARTS.find((one) => one === second);
  return part && { page: "planning", part };
}

/** The path of a planning page. */
export function planningPath(route: PlanningRoute): string[] {
  if (route.page === "study") return ["planning", "studies", route.study];
  return ["planning", ...(route.part === "what-if" ? [] : [route.part])];
}
