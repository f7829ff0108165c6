// What of the map is shown, kept for the next time on this machine.
import { useCallback, useState } from "react";

export const LAYERS = ["cars", "open", "after", "areas", "places", "stations"] as const;
export type Layer = (typeof LAYERS)[number];
export type Layers = Record<Layer, boolean>;

const KEPT = "liandong.map.layers";
/** At first the work that is over on the spot, of which there is much, is left out. */
const AT_FIRST: Layers = { cars: true, open: true, after: false, areas: true, places: true, stations: true };

function kept(): Layers {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
    const known = (layer: Layer) => {
      const value = typeof saved === "object" && saved !== null ? (saved as Record<string, unknown>)[layer] : undefined;
      return typeof value === "boolean" ? value : AT_FIRST[layer];
    };
    return Object.fromEntries(LAYERS.map((layer) => [layer, known(layer)])) as Layers;
  } catch {
    return AT_FIRST;
  }
}

export function useLayers() {
  const [layers, setLayers] = useState(kept);
  const show = useCallback((layer: Layer, shown: boolean) => {
    setLayers((old) => {
      const news = { ...old, [layer]: shown };
      try {
        localStorage.setItem(KEPT, JSON.stringify(news));
      } catch {
        // A browser without storage shows the usual layers next time.
      }
      return news;
    });
  }, []);
  return { layers, show };
}
