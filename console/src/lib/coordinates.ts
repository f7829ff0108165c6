// Coordinates as people type, paste and pass them on.
import { fromGcj02, type LonLat, toGcj02 } from "./gcj02";

/** Which grid a typed coordinate is on: WGS-84 as GPS gives it, or GCJ-02 as map apps show it. */
export type Datum = "wgs84" | "gcj02";

const inRange = ([lon, lat]: LonLat) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90;

/**
 * Two numbers in degrees: `121.29, 31.22` or, as some apps copy it, latitude first. What can be no
 * latitude is the longitude, as everywhere in China; where both could be, the first is the longitude.
 */
export function readPlace(text: string, datum: Datum): LonLat | undefined {
  const found = text.replaceAll("\uff0c", ",").replaceAll("\u3001", ",").match(/[-+]?\d+(?:\.\d+)?/g);
  if (found?.length !== 2) return undefined;
  const [first = 0, second = 0] = found.map(Number);
  const pair: LonLat = Math.abs(second) > 90 ? [second, first] : [first, second];
  if (!inRange(pair)) return undefined;
  return datum === "gcj02" ? fromGcj02(pair) : pair;
}

/** Six decimals: a tenth of a metre. */
export const degrees = ([lon, lat]: LonLat) => `${lon.toFixed(6)}, ${lat.toFixed(6)}`;

/** Out to the apps that phones have. They read GCJ-02. */
export function outside(place: LonLat, name: string): { amap: string; tencent: string } {
  const [lon, lat] = toGcj02(place).map((number) => number.toFixed(6));
  const amap = new URLSearchParams({ position: `${lon},${lat}`, name, coordinate: "gaode", callnative: "1" });
  const marker = `coord:${lat},${lon};title:${name.replace(/[;:]/g, " ")}`;
  const tencent = new URLSearchParams({ marker, referer: "liandong" });
  return { amap: `https://uri.amap.com/marker?${amap}`, tencent: `https://apis.map.qq.com/uri/v1/marker?${tencent}` };
}

/** `at` of an address, WGS-84: `121.290000,31.220000`. */
export function parseAt(text: string | null): LonLat | undefined {
  const found = /^(-?\d{1,3}(?:\.\d{1,8})?),(-?\d{1,2}(?:\.\d{1,8})?)$/.exec(text ?? "");
  if (!found) return undefined;
  const place: LonLat = [Number(found[1]), Number(found[2])];
  return inRange(place) ? place : undefined;
}

export const formatAt = ([lon, lat]: LonLat) => `${lon.toFixed(6)},${lat.toFixed(6)}`;
