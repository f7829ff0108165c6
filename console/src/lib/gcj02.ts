// WGS-84 (equal to CGCS2000 at a phone's precision) and GCJ-02, the offset grid that Chinese map apps show.
// Everything inside the console is WGS-84; these are used where a coordinate comes in or goes out.

/** Longitude and latitude in degrees. */
export type LonLat = readonly [lon: number, lat: number];

// The Krasovsky 1940 ellipsoid, on which the offset is defined.
const AXIS = 6_378_245.0;
const ECCENTRICITY = 0.006_693_421_622_965_943;

/** Outside this box the offset is nothing, as in the map apps. */
export function inChina([lon, lat]: LonLat): boolean {
  return lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;
}

const waves = (x: number, far: readonly [number, number, number]): number =>
  (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * (2 / 3) +
  (20 * Math.sin(far[0] * Math.PI) + 40 * Math.sin((far[0] / 3) * Math.PI)) * (2 / 3) +
  (far[1] * Math.sin((far[0] / 12) * Math.PI) + far[2] * Math.sin((far[0] / 30) * Math.PI)) * (2 / 3);

/** Degrees by which GCJ-02 differs at a place inside China. */
function offset([lon, lat]: LonLat): LonLat {
  const [x, y] = [lon - 105, lat - 35];
  const root = Math.sqrt(Math.abs(x));
  const north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + waves(x, [y, 160, 320]);
  const east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + waves(x, [x, 150, 300]);
  const radians = (lat / 180) * Math.PI;
  const magic = 1 - ECCENTRICITY * Math.sin(radians) ** 2;
  return [
    (east * 180) / ((AXIS / Math.sqrt(magic)) * Math.cos(radians) * Math.PI),
    (north * 180) / (((AXIS * (1 - ECCENTRICITY)) / (magic * Math.sqrt(magic))) * Math.PI),
  ];
}

/** As AMap (高德) and Tencent maps (腾讯) show the place. */
export function toGcj02(place: LonLat): LonLat {
  if (!inChina(place)) return place;
  const [east, north] = offset(place);
  return [place[0] + east, place[1] + north];
}

/** Back again, by iteration: the grid has no inverse in closed form. Within a centimetre after a few rounds. */
export function fromGcj02(shown: LonLat): LonLat {
  if (!inChina(shown)) return shown;
  let [lon, lat] = shown;
  for (let round = 0; round < 12; round += 1) {
    const [east, north] = offset([lon, lat]);
    const [next, nextLat] = [shown[0] - east, shown[1] - north];
    const moved = Math.abs(next - lon) + Math.abs(nextLat - lat);
    [lon, lat] = [next, nextLat];
    if (moved < 1e-10) break;
  }
  return [lon, lat];
}
