// Which positions are worth their data: often on the way, seldom when standing, none off duty.
import type { components } from "../api/schema";

export type Fix = components["schemas"]["Fix"];
export type Place = Fix["place"];

/** The server believes a position for three minutes: one that stands is told again before that. */
const STANDING_MS = 120_000;
const MOVING_MS = 20_000;
/** Near its destination a car is looked at closely, so that the server sees it stand there. */
const NEAR_MS = 8_000;
const NEAR_METRES = 400;
const MOVED_METRES = 40;
/** Worse than this says nothing of use. */
const WORST_METRES = 500;

/** Metres between two places that are near each other. */
export function metres(a: Place, b: Place): number {
  const radian = Math.PI / 180;
  const [dLat, dLon] = [(b.lat - a.lat) * radian, (b.lon - a.lon) * radian * Math.cos(((a.lat + b.lat) / 2) * radian)];
  return Math.hypot(dLat, dLon) * 6_371_000;
}

/** Whether a fix is kept to be told, after the last one that was. */
export function worth(fix: Fix, last: Fix | undefined, goal: Place | null | undefined): boolean {
  if (fix.accuracy_metres > WORST_METRES) return false;
  if (!last) return true;
  const passed = Date.parse(fix.at) - Date.parse(last.at);
  if (passed <= 0) return false;
  if (goal && metres(fix.place, goal) <= NEAR_METRES) return passed >= NEAR_MS;
  // A coarse fix wanders while the car stands.
  const moved = metres(fix.place, last.place) >= Math.max(MOVED_METRES, fix.accuracy_metres);
  return passed >= (moved ? MOVING_MS : STANDING_MS);
}

/** The server takes 200 at a time; of a long silence the latest are enough. */
export const MOST = 200;
export const kept = (fixes: readonly Fix[], fix: Fix): Fix[] => [...fixes, fix].slice(-MOST);

/** A browser's position as the server wants it. */
export function fixOf(coords: Omit<GeolocationCoordinates, "toJSON">, at: string): Fix {
  const whole = (value: number | null) => (value === null || !Number.isFinite(value) ? undefined : Math.round(value));
  const [heading, speed] = [whole(coords.heading), whole(coords.speed === null ? null : coords.speed * 3.6)];
  return {
    at,
    place: { lon: coords.longitude, lat: coords.latitude },
    accuracy_metres: Math.max(1, Math.round(coords.accuracy)),
    ...(heading === undefined ? {} : { heading: heading % 360 }),
    ...(speed === undefined ? {} : { speed_kmh: Math.max(0, speed) }),
  };
}
