// The queue: what the list holds, filtered and in the order of urgency.
import type { Happened, Incident } from "../api/types";
import { urgent } from "./clocks";

export type Which = "open" | "over" | "all";
export type Order = "urgent" | "newest";

const OVER = new Set(["closed", "returned_to_police", "merged", "cancelled"]);
export const isOver = (incident: Incident) => OVER.has(incident.phase);

const fits = (incident: Incident, which: Which) => which === "all" || isOver(incident) === (which === "over");

/** Takes an event in. An older version never takes the place of a newer one. */
export function take(list: Map<string, Incident>, event: Happened): Map<string, Incident> {
  return put(list, event.incident);
}

/** Puts an incident in, unless a newer version of it is there. */
export function put(list: Map<string, Incident>, incident: Incident): Map<string, Incident> {
  const known = list.get(incident.id);
  if (known && known.version > incident.version) return list;
  const next = new Map(list);
  next.set(incident.id, incident);
  return next;
}

/** What is shown, in order: calls without a category first, since somebody waits for a decision. */
export function shown(
  list: Map<string, Incident>,
  which: Which,
  search: string,
  order: Order,
  now: number,
): Incident[] {
  const words = search.trim().toLowerCase();
  const found = [...list.values()].filter((one) => {
    if (!fits(one, which)) return false;
    if (!words) return true;
    const text = [one.id, one.address, one.text, one.phase_name, one.category_name, one.area_name, one.external];
    return text.some((part) => part?.toLowerCase().includes(words));
  });
  const newest = (one: Incident, other: Incident) => (one.id < other.id ? 1 : -1);
  if (order === "newest") return found.sort(newest);
  const rank = (one: Incident) => {
    if (isOver(one)) return Number.POSITIVE_INFINITY;
    if (one.phase === "received") return one.hazards.length > 0 ? -3e9 : -2e9;
    if (one.phase === "classified" || one.phase === "accepted") return -1e9;
    return urgent(one, now)?.left ?? 1e9;
  };
  return found.sort((one, other) => rank(one) - rank(other) || newest(one, other));
}

/** How many stand in each phase, in the order of the phases given. */
export function counts(list: Map<string, Incident>, phases: { code: string; name: string }[]) {
  const by = new Map<string, number>();
  for (const one of list.values()) {
    if (!isOver(one)) by.set(one.phase, (by.get(one.phase) ?? 0) + 1);
  }
  return phases.filter((phase) => by.has(phase.code)).map((phase) => ({ ...phase, count: by.get(phase.code) ?? 0 }));
}
