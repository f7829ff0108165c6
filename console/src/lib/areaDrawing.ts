// What somebody has drawn and not yet saved: outlines, names and the day, over the areas as they are.
import type { AreaDrawn, AreaVersion } from "../api/admin";
import { closed, opened, type Ring, type Rings, sameRing } from "./areaDraw";
import { holding } from "./areaEffect";

export type About = { id: string; name: string; station: string };
/** Corners that are being set one by one, for an area. */
export type Sketch = { key: string; points: Ring };
export type Drawn = { rings: Rings; about: Readonly<Record<string, About>>; from?: string | undefined; sketch?: Sketch | undefined };

export const NOTHING: Drawn = { rings: {}, about: {} };

/** Areas that are new have no identifier yet. */
const NEW = "+";
export const isNew = (key: string) => key.startsWith(NEW);
export const newKey = ({ rings, about }: Drawn) =>
  `${NEW}${1 + Math.max(0, ...[...Object.keys(rings), ...Object.keys(about)].filter(isNew).map((key) => Number(key.slice(1)) || 0))}`;

export type Known = ReadonlyMap<string, AreaVersion>;

/** The areas as they hold on a day, each with its outline as a ring. */
export function knownOn(areas: readonly AreaVersion[], day: string): { known: Known; before: Rings } {
  const known = holding(areas, day);
  return { known, before: Object.fromEntries([...known].map(([id, one]) => [id, opened(one.outline)])) };
}

/** Only what differs from what is there: a corner that was put back is no change. */
export const differing = (before: Rings, all: Rings): Rings =>
  Object.fromEntries(Object.entries(all).filter(([key, ring]) => !sameRing(ring, before[key])));

export const aboutOf = (known: Known, about: Drawn["about"], key: string): About => {
  const one = known.get(key);
  return about[key] ?? { id: one?.id ?? "", name: one?.name ?? "", station: one?.station.code ?? "" };
};

/** Areas to be saved: drawn anew, or with another name or station. */
export function changedKeys(known: Known, { rings, about }: Drawn): string[] {
  const renamed = [...known].filter(([key, one]) => {
    const news = about[key];
    return news !== undefined && (news.name !== one.name || news.station !== one.station.code);
  });
  return [...new Set([...Object.keys(rings), ...renamed.map(([key]) => key)])].sort();
}

/** What is still missing or wrong about an area; nothing when it can be saved. */
export function lacking(known: Known, key: string, { id, name, station }: About): ("id" | "known" | "name" | "station")[] {
  const ids = isNew(key) ? (!id.trim() ? (["id"] as const) : known.has(id.trim()) ? (["known"] as const) : []) : [];
  return [...ids, ...(name.trim() ? [] : (["name"] as const)), ...(station ? [] : (["station"] as const))];
}

/** An area as it is sent; when it ends stays as it was. */
export function sent(known: Known, key: string, ring: Ring, { id, name, station }: About, from: string): AreaDrawn {
  const until = known.get(key)?.until;
  return { id: id.trim(), name: name.trim(), station, outline: closed(ring), from, until: until && until >= from ? until : null };
}

/** The first day after this one from which another version of the area was already drawn. */
export function nextVersion(areas: readonly AreaVersion[], id: string, from: string): string | undefined {
  return areas.flatMap((one) => (one.id === id && one.from && one.from > from ? [one.from] : [])).sort()[0];
}
