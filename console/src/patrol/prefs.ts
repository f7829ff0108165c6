// What a member has set on this phone.
import { useSyncExternalStore } from "react";
import { MAP_APPS, type MapApp } from "../lib/patrolWay";

export type Prefs = {
  look: "auto" | "day" | "night";
  map: MapApp;
  sound: boolean;
  /** Whether the screen stays on while on duty. */
  awake: boolean;
  /** The command room's telephone number, for when the net does not carry. */
  phone: string;
};

const KEPT = "liandong.patrol";
const USUAL: Prefs = { look: "auto", map: "amap", sound: true, awake: false, phone: "" };

function read(): Prefs {
  try {
    const found = { ...USUAL, ...(JSON.parse(localStorage.getItem(KEPT) ?? "{}") as Partial<Prefs>) };
    return MAP_APPS.includes(found.map) ? found : { ...found, map: USUAL.map };
  } catch {
    return USUAL;
  }
}

let now = read();
const hearers = new Set<() => void>();

export function setPrefs(part: Partial<Prefs>): void {
  now = { ...now, ...part };
  localStorage.setItem(KEPT, JSON.stringify(now));
  for (const hear of hearers) hear();
}

const subscribe = (hear: () => void) => {
  hearers.add(hear);
  return () => void hearers.delete(hear);
};

export const usePrefs = (): Prefs => useSyncExternalStore(subscribe, () => now);
