// The plain map's frame: from Mercator degrees to pixels and back.
import type { LonLat } from "./gcj02";
import type { Box } from "./mapGeometry";

/** Pixels a degree, and the Mercator place of the upper left corner. */
export type Frame = { scale: number; left: number; top: number };
type Size = { width: number; height: number };
type Point = { x: number; y: number };

export const at = ({ scale, left, top }: Frame, [lon, lat]: LonLat): Point => ({ x: (lon - left) * scale, y: (top - lat) * scale });

/** The place under a pixel, in degrees. */
export function ground({ scale, left, top }: Frame, { x, y }: Point): LonLat {
  const north = top - y / scale;
  return [left + x / scale, (Math.atan(Math.exp((north * Math.PI) / 180)) * 360) / Math.PI - 90];
}

/** The box whole and in the middle. */
export function fit([west, south, east, north]: Box, { width, height }: Size, padding: number): Frame {
  const scale = Math.min((width - 2 * padding) / Math.max(east - west, 1e-6), (height - 2 * padding) / Math.max(north - south, 1e-6));
  const kept = Math.max(scale, 1);
  return { scale: kept, left: (west + east) / 2 - width / kept / 2, top: (south + north) / 2 + height / kept / 2 };
}

export const moved = (frame: Frame, dx: number, dy: number): Frame => ({
  ...frame, left: frame.left - dx / frame.scale, top: frame.top + dy / frame.scale,
});

/** Nearer or farther around a pixel that stays; not farther than half the town, nor nearer than a house. */
export function zoomed(frame: Frame, by: number, { x, y }: Point, whole: number): Frame {
  const scale = Math.min(whole * 60, Math.max(whole / 2, frame.scale * by));
  const [lon, lat] = [frame.left + x / frame.scale, frame.top - y / frame.scale];
  return { scale, left: lon - x / scale, top: lat + y / scale };
}
