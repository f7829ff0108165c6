// Addresses of the desks beside the live one: what each of them shows follows from its path and query alone,
// so that anything may be sent to a colleague.

export const DESKS = ["inbox", "follow-up", "duty", "assessment"] as const;
export type Desk = (typeof DESKS)[number];

export type DeskRoute = {
  page: Desk;
  /** What follows the desk's name in the address. */
  path: string[];
  asked: Record<string, string>;
};

export const isDesk = (text: string | undefined): text is Desk => DESKS.some((one) => one === text);

export function deskRoute(page: Desk, path: string[] = [], asked: Record<string, string | undefined> = {}): DeskRoute {
  const given = Object.entries(asked).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return { page, path, asked: Object.fromEntries(given) };
}

/** The route of an address's decoded segments, if it is a desk's. */
export function parseDesk(segments: readonly string[], asked: URLSearchParams): DeskRoute | undefined {
  const [page, ...path] = segments;
  return isDesk(page) ? deskRoute(page, path, Object.fromEntries(asked)) : undefined;
}

export function hrefOfDesk({ page, path, asked }: DeskRoute): string {
  const query = new URLSearchParams(asked).toString();
  return `/${[page, ...path.map(encodeURIComponent)].join("/")}${query && `?${query}`}`;
}
