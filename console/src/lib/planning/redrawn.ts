// Areas that the server drew anew, as the form takes them and as people read them.
import type { Drawn } from "../../api/plan";
import type { Present } from "../../api/plan.types";
import { type TypedVariant, typedOf } from "./variants";

/** The form with the areas that were drawn; all else is as it was typed. */
export function withDrawn(typed: TypedVariant, { variant }: Drawn, present: Present): TypedVariant {
  const { cells, drawn } = typedOf({ name: "", areas: variant.areas ?? [] }, present, typed.key);
  // Points that stay with their area are in the answer, and in no form.
  const moved = Object.fromEntries(Object.entries(cells).filter(([nth, area]) => present.layout.points[Number(nth)]?.area !== area));
  return { ...typed, cells: moved, drawn };
}

/** A busiest area up to so many times the mean is even to whoever drives there. */
const EVEN = 1.05;

export type DrawnFacts = {
  /** Whether the work was even before. */
  even: boolean;
  /** Whether nothing changes. */
  nothing: boolean;
  busiest: "down" | "up" | "same";
  /** Areas whose cars wait elsewhere. */
  stands: string[];
  /** Areas that do not hang together. */
  pieces: { area: string; count: number }[];
  /** Whether an area without a car had work. */
  uncovered: boolean;
};

export function drawnFacts({ areas, before, after, even, moved }: Drawn): DrawnFacts {
  const stands = areas.filter((one) => one.before.waits_at.lon !== one.after.waits_at.lon || one.before.waits_at.lat !== one.after.waits_at.lat);
  const uncovered = before.uncovered_hours > 0.05;
  const tenth = (share: number) => Math.round(share * 1000);
  const apart = tenth(after.most) - tenth(before.most);
  return {
    even: !uncovered && (before.most <= even || before.most_over_mean <= EVEN),
    nothing: moved === 0 && stands.length === 0,
    busiest: apart === 0 ? "same" : apart < 0 ? "down" : "up",
    stands: stands.map((one) => one.area),
    pieces: areas.filter((one) => one.after.pieces > 1).map((one) => ({ area: one.area, count: one.after.pieces })),
    uncovered,
  };
}
