// The list beside the incident in hand: what is in it, and in which order.
import type { Incident, Selection } from "../api/types";
import { urgency } from "./clocks";

export type Order = "urgent" | "newest";

const OVER = new Set(["closed", "returned_to_police", "merged", "cancelled"]);
/** Before a car is sent no clock runs; these wait for somebody in the room. */
const WAITING = new Set(["received", "classified", "accepted"]);

export const isOver = (incident: Incident) => OVER.has(incident.phase);

const inSelection = (incident: Incident, selection: Selection) =>
  selection === "all" || isOver(incident) === (selection === "over");

type Keys = { text: string; rank: number; due: number };
// An incident never changes, a new version is a new object: what it is found and sorted by is
// worked out once, and not for each of two thousand at every key that somebody types.
const known = new WeakMap<Incident, Keys>();

function keysOf(incident: Incident): Keys {
  const had = known.get(incident);
  if (had) return had;
  const text = [
    incident.id, incident.address, incident.text, incident.phase_name, incident.category_name,
    incident.subcategory_name, incident.area_name, incident.external, ...incident.units.map((unit) => unit.name),
  ]
    .join(" ")
    .toLowerCase();
  const keys = { text, rank: rank(incident), due: urgency(incident) };
  known.set(incident, keys);
  return keys;
}

const matches = (incident: Incident, words: string[]) => words.every((word) => keysOf(incident).text.includes(word));

const newer = (a: Incident, b: Incident) => (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

/**
 * Urgent: calls with dangers that wait for a decision, then calls that wait in the room, oldest
 * first, and running limits by what is due first. Newest: by number.
 */
export function inOrder(order: Order): (a: Incident, b: Incident) => number {
  if (order === "newest") return newer;
  return (a, b) => keysOf(a).rank - keysOf(b).rank || order2(a, b);
}

function rank(incident: Incident): number {
  if (isOver(incident)) return 4;
  if (incident.phase === "received" && incident.hazards.length > 0) return 0;
  if (WAITING.has(incident.phase)) return 1;
  return Number.isFinite(urgency(incident)) ? 2 : 3;
}

function order2(a: Incident, b: Incident): number {
  if (WAITING.has(a.phase) && WAITING.has(b.phase)) return -newer(a, b);
  const [left, right] = [keysOf(a).due, keysOf(b).due];
  return left === right ? newer(a, b) : left - right;
}

export type Wanted = { selection: Selection; words: string; phase: string | undefined; order: Order };

export function visible(all: Iterable<Incident>, wanted: Wanted): Incident[] {
  const words = wanted.words.toLowerCase().split(/\s+/).filter(Boolean);
  return [...all]
    .filter((one) => inSelection(one, wanted.selection))
    .filter((one) => wanted.phase === undefined || one.phase === wanted.phase)
    .filter((one) => matches(one, words))
    .sort(inOrder(wanted.order));
}

/** How many there are of each phase, in the given order of phases, those without any left out. */
export function counts(all: Iterable<Incident>, selection: Selection, phases: string[]): [string, number][] {
  const found = new Map<string, number>();
  for (const one of all) {
    if (inSelection(one, selection)) found.set(one.phase, (found.get(one.phase) ?? 0) + 1);
  }
  return phases.flatMap((phase) => (found.has(phase) ? [[phase, found.get(phase) ?? 0] as [string, number]] : []));
}

/** Whether somebody in the room must see to it before a car is on its way. */
export const waitsForRoom = (incident: Incident) => WAITING.has(incident.phase);

/** The number after or before the chosen one; the first when none is chosen. */
export function step(ids: string[], chosen: string | undefined, by: 1 | -1): string | undefined {
  const at = chosen === undefined ? -1 : ids.indexOf(chosen);
  if (at < 0) return ids[0];
  return ids[Math.min(ids.length - 1, Math.max(0, at + by))];
}
