// What the drawn ground offers to whatever is laid over it: pins, lines, an area in the making.
import type { LonLat } from "../lib/gcj02";
import type { Box } from "../lib/mapGeometry";
import type { Tiles } from "../lib/mapTiles";

export type MapView = {
  /** Pixels from the map's upper left corner. */
  project: (place: LonLat) => { x: number; y: number };
  /** The place under such a pixel. */
  unproject: (point: { x: number; y: number }) => LonLat;
  /** Calls back whenever the same place lies elsewhere; gives back how to stop that. */
  onMove: (moved: () => void) => () => void;
  /** Where the overlay is drawn: what is done there reaches the map too. */
  overlay: HTMLElement;
};

/** Where to look; another `nth` is another wish, also for the same place. */
export type Focus = { nth: number } & ({ place: LonLat } | { box: Box });

export type Ground = {
  areas: readonly { id: string; name: string; ring: readonly LonLat[]; centre: LonLat }[];
  outline: readonly LonLat[];
  /** Names on the map, the most important with the lowest rank. */
  names: readonly { name: string; place: LonLat; rank: number }[];
  /** Around everything; undefined for a town without areas. */
  box: Box | undefined;
};

export type BaseProps = {
  ground: Ground;
  tiles: Tiles | undefined;
  dark: boolean;
  /** What the map is called to those who do not see it. */
  label: string;
  focus: Focus | undefined;
  onView: (view: MapView | undefined) => void;
  onGround: ((place: LonLat) => void) | undefined;
  /** The base could not be drawn, or the tiles did not come. */
  onTrouble: (trouble: "no_gl" | "no_tiles") => void;
};

export const stillness = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
