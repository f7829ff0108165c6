// What a change of areas would have meant for the calls of the last time.
import type { AreaVersion } from "../api/admin";
import type { Incident } from "../api/types";
import { type Ring, type Rings } from "./areaDraw";
import { contains, squareMetres } from "./areaSize";
import type { LonLat } from "./gcj02";

export type Effect = { key: string; before: { squareMetres: number; calls: number } | undefined; after: { squareMetres: number; calls: number } };

/** The version of each area that holds on a day, by area. */
export function holding(areas: readonly AreaVersion[], day: string): Map<string, AreaVersion> {
  const found = new Map<string, AreaVersion>();
  for (const one of areas) {
    const known = found.get(one.id);
    if ((one.from ?? "") <= day && (!known || (known.from ?? "") < (one.from ?? ""))) found.set(one.id, one);
  }
  for (const [id, one] of found) if (one.until && one.until < day) found.delete(id);
  return found;
}

/** Those of the incidents that have a place. */
export const placesOf = (incidents: readonly Incident[]): LonLat[] =>
  incidents.flatMap(({ place, located }): LonLat[] => {
    const at = place ?? located?.place;
    return at ? [[at.lon, at.lat]] : [];
  });

const measured = (ring: Ring, places: readonly LonLat[]) => ({ squareMetres: squareMetres(ring), calls: places.filter((place) => contains(ring, place)).length });

/** Sizes and calls of the changed areas, as they are and as they would be. */
export const effects = (before: Rings, after: Rings, changed: readonly string[], places: readonly LonLat[]): Effect[] =>
  changed.flatMap((key) => {
    const [old, next] = [before[key], after[key]];
    return next ? [{ key, before: old && measured(old, places), after: measured(next, places) }] : [];
  });

/** The places that would be of another area, or of none. */
export function moving(before: Rings, after: Rings, changed: readonly string[], places: readonly LonLat[]): LonLat[] {
  const within = (rings: Rings, place: LonLat) => changed.filter((key) => rings[key] && contains(rings[key], place)).join(" ");
  return places.filter((place) => within(before, place) !== within(after, place));
}
