// The way to a place, in the map app of the phone. AMap and Tencent want GCJ-02 (火星坐标), others WGS-84.
import type { components } from "../api/schema";
import { toGcj02 } from "./gcj02";

type Place = components["schemas"]["Place"];

export type MapApp = "amap" | "tencent" | "geo";
export const MAP_APPS: readonly MapApp[] = ["amap", "tencent", "geo"];

const degrees = (value: number) => value.toFixed(6);

/** The address that opens the way. AMap's and Tencent's web addresses open their app where it is installed. */
export function way(app: MapApp, place: Place | null | undefined, name: string): string {
  const words = encodeURIComponent(name);
  if (!place) return search(app, words);
  const [lng, lat] = toGcj02([place.lon, place.lat]).map(degrees);
  switch (app) {
    case "amap":
      return `https://uri.amap.com/navigation?to=${lng},${lat},${words}&mode=car&coordinate=gaode&callnative=1&src=liandong`;
    case "tencent":
      return `https://apis.map.qq.com/uri/v1/routeplan?type=drive&to=${words}&tocoord=${lat},${lng}&referer=liandong`;
    case "geo":
      return `geo:${degrees(place.lat)},${degrees(place.lon)}?q=${degrees(place.lat)},${degrees(place.lon)}(${words})`;
  }
}

/** Without a position the address in words is looked for. */
function search(app: MapApp, words: string): string {
  switch (app) {
    case "amap":
      return `https://uri.amap.com/search?keyword=${words}&callnative=1&src=liandong`;
    case "tencent":
      return `https://apis.map.qq.com/uri/v1/search?keyword=${words}&referer=liandong`;
    case "geo":
      return `geo:0,0?q=${words}`;
  }
}
