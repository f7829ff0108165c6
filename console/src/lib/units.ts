// The cars to choose from: the area's own first, then free ones, busy ones last and marked.
import type { Candidate, Recommendation } from "../api/room";
import type { Incident, Town, TownUnit } from "../api/types";

export type Choice = {
  unit: TownUnit;
  own: boolean;
  busyWith: string | undefined;
  here: boolean;
  /** What the advice says of it, and whether it is the one. */
  car: Candidate | undefined;
  advised: boolean;
  /** Why it cannot be sent, by the advice. */
  aside: Recommendation["set_aside"][number]["why"] | undefined;
};

/** In the order of the advice where there is one. */
export function choices(town: Town, incident: Incident, advice?: Recommendation): Choice[] {
  const here = new Set(incident.units.filter((unit) => !unit.released_at).map((unit) => unit.unit));
  const choice = (unit: TownUnit): Choice => ({
    unit,
    own: incident.area != null && unit.area === incident.area,
    busyWith: unit.incident && unit.incident !== incident.id ? unit.incident : undefined,
    here: here.has(unit.id),
    car: advice?.candidates.find((one) => one.unit === unit.id),
    advised: advice?.unit === unit.id,
    aside: advice?.set_aside.find((one) => one.unit === unit.id)?.why,
  });
  const weight = (one: Choice) =>
    advice ? (one.car?.rank ?? 99) : (one.here ? 4 : 0) + (one.busyWith ? 2 : 0) + (one.own ? 0 : 1);
  return town.units.map(choice).sort((a, b) => weight(a) - weight(b));
}
