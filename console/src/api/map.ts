// What the map and the wall read beside the desk's lists.
import { json } from "./http";
import type { components } from "./schema";
import type { Advice, Incident, Seen, Spot, UnitState } from "./types";
import { incidents } from "./calls";

type Schemas = components["schemas"];

export const positions = async () => (await json<Schemas["Positions"]>("/positions")).positions as Seen[];

export const units = async () => (await json<Schemas["Units"]>("/units")).units as UnitState[];

export const policy = () => json<Schemas["Policy"]>("/policy");

export const areas = () => json<Schemas["AreasView"]>("/areas");

export const areaAt = ([lon, lat]: readonly [number, number], signal: AbortSignal) =>
  json<Schemas["PointView"]>(`/areas/at?${new URLSearchParams({ lon: String(lon), lat: String(lat) })}`, { signal });

export const advice = (id: string, signal: AbortSignal) =>
  json<Advice>(`/incidents/${encodeURIComponent(id)}/recommendation`, { signal });

/** Pages are followed to the end; a town's gazetteer and its open incidents are some hundreds. */
const PAGES = 20;

export async function gazetteer(): Promise<Spot[]> {
  const all: Spot[] = [];
  let cursor: string | null | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const query = new URLSearchParams({ limit: "500" });
    if (cursor) query.set("cursor", cursor);
    const { places, next } = await json<Schemas["SpotsPage"]>(`/gazetteer?${query}`);
    all.push(...places);
    if (!next) break;
    cursor = next;
  }
  return all;
}

export async function openIncidents(): Promise<Incident[]> {
  const all: Incident[] = [];
  let before: string | null | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const { incidents: found, next } = await incidents("open", before, 500);
    all.push(...found);
    if (!next) break;
    before = next;
  }
  return all;
}
