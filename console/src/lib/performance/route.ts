// Addresses of projects, their figures and their filings.

export const PROJECT_PARTS = ["overview", "indicators", "ledger", "contracts", "proof", "profile", "filings", "self-evaluation"] as const;
export type ProjectPart = (typeof PROJECT_PARTS)[number];

/** What a page is asked for beside its place: days, a version, a record. */
export type Query = Record<string, string | undefined>;

export type PerformanceRoute =
  | { page: "performance"; year?: string }
  | { page: "project"; project: string; part: ProjectPart; query?: Query }
  | { page: "indicator"; project: string; indicator: string; query?: Query }
  | { page: "filing"; filing: string; query?: Query };

const isPart = (text: string): text is ProjectPart => PROJECT_PARTS.some((one) => one === text);

/** Reads the address of a performance page, given in its decoded parts; undefined for any other. */
export function parsePerformance(parts: readonly string[], asked: URLSearchParams): PerformanceRoute | undefined {
  const [first, second, third, fourth] = parts;
  const query: Query = Object.fromEntries(asked);
  if (first === "filings" && second !== undefined && third === undefined) return { page: "filing", filing: second, query };
  if (first !== "performance") return undefined;
  if (second === undefined) {
    const year = asked.get("year");
    return year ? { page: "performance", year } : { page: "performance" };
  }
  if (third === "indicators" && fourth !== undefined) return { page: "indicator", project: second, indicator: fourth, query };
  return { page: "project", project: second, part: third !== undefined && isPart(third) ? third : "overview", query };
}

/** The path and the query of a performance page. */
export function addressOf(route: PerformanceRoute): { path: string[]; query: Query } {
  switch (route.page) {
    case "performance":
      return { path: ["performance"], query: { year: route.year } };
    case "project":
      return {
        path: ["performance", route.project, ...(route.part === "overview" ? [] : [route.part])],
        query: route.query ?? {},
      };
    case "indicator":
      return { path: ["performance", route.project, "indicators", route.indicator], query: route.query ?? {} };
    case "filing":
      return { path: ["filings", route.filing], query: route.query ?? {} };
  }
}
