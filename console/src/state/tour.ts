// The tour that runs, and the wish for one that came with the address (`?tour`).
import { useSyncExternalStore } from "react";
import { answer, answered, type TourName, type Who, withoutWish } from "../lib/tour";

const WISH = "liandong.tour_wish";

function storage(kind: "localStorage" | "sessionStorage"): Storage | undefined {
  try {
    return window[kind];
  } catch {
    return undefined;
  }
}

// Taken out of the address at loading, before anything reads it. Kept for the window: logging in by way of another
// site, or a member's way to the phone's page, loads the console anew.
function takeWish(): void {
  const bare = withoutWish(window.location.href);
  if (bare === undefined) return;
  window.history.replaceState(window.history.state, "", bare);
  storage("sessionStorage")?.setItem(WISH, "1");
}

if (typeof window !== "undefined") takeWish();

let running: TourName | undefined;
/** Rises with each answer to an offer. */
let answers = 0;
const hearers = new Set<() => void>();
const tell = () => {
  for (const hear of hearers) hear();
};
const listen = (hear: () => void) => {
  hearers.add(hear);
  return () => void hearers.delete(hear);
};

export function startTour(name: TourName): void {
  running = name;
  tell();
}

export function endTour(): void {
  running = undefined;
  tell();
}

/** Whether the address asked for a tour; the wish is heard once. */
export function hearWish(): boolean {
  const wished = storage("sessionStorage")?.getItem(WISH) != null;
  if (wished) storage("sessionStorage")?.removeItem(WISH);
  return wished;
}

/** Somebody has seen a tour, or wants none: they are not asked again. */
export function answerOffer(who: Who): void {
  answer(who, storage("localStorage"));
  answers += 1;
  tell();
}

export const useRunningTour = (): TourName | undefined => useSyncExternalStore(listen, () => running);

/** Whether the person is still to be asked. */
export function useOffer(who: Who): boolean {
  useSyncExternalStore(listen, () => answers);
  return !answered(who, storage("localStorage"));
}
