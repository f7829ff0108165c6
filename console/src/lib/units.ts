// The cars to choose from: the area's own first, then free ones, busy ones last and marked.
import type { Incident, Town, TownUnit } from "../api/types";

export type Choice = { unit: TownUnit; own: boolean; busyWith: string | undefined; here: boolean };

export function choices(town: Town, incident: Incident): Choice[] {
  const here = new Set(incident.units.filter((unit) => !unit.released_at).map((unit) => unit.unit));
  const choice = (unit: TownUnit): Choice => ({
    unit,
    own: incident.area != null && unit.area === incident.area,
    busyWith: unit.incident && unit.incident !== incident.id ? unit.incident : undefined,
    here: here.has(unit.id),
  });
  const weight = (one: Choice) => (one.here ? 4 : 0) + (one.busyWith ? 2 : 0) + (one.own ? 0 : 1);
  return town.units.map(choice).sort((a, b) => weight(a) - weight(b));
}
