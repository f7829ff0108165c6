import { useEffect, useReducer } from "react";
import type { MapView } from "./view";

/** Draws anew whenever the ground under a layer has moved. */
export function useMoved(view: MapView): void {
  const [, moved] = useReducer((times: number) => times + 1, 0);
  useEffect(() => view.onMove(moved), [view]);
}
