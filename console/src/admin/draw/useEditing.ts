// What is done to the area in hand: its corners, and the outline that is set anew.
import { useCallback, useState } from "react";
import { insert, LEAST, midpoint, move, type Ring, remove, rounded, shifted, snap, type Snapped, targetsOf } from "../../lib/areaDraw";
import type { LonLat } from "../../lib/gcj02";
import type { Drawing } from "./useDrawing";

/** So far, in metres, a corner is brought to the nearest border when that is asked for. */
const BRING_METRES = 300;

export function useEditing(drawing: Drawing, outline: Ring, together: boolean) {
  const { all, sketch, commit, setSketch } = drawing;
  const [chosen, setChosen] = useState<string | undefined>(sketch?.key);
  const [corner, setCorner] = useState<number>();
  const [wish, setWish] = useState(0);
  const ring = chosen === undefined ? undefined : all[chosen];
  // A step taken back may leave fewer corners, or no area.
  const hand = ring ? chosen : undefined;
  const at = ring && corner !== undefined ? Math.min(corner, ring.length - 1) : undefined;

  const choose = useCallback((key: string | undefined) => {
    setChosen(key);
    setCorner(undefined);
  }, []);
  /** Takes a corner in hand; the keyboard goes there too. */
  const take = useCallback((nth: number) => {
    setCorner(nth);
    setWish((old) => old + 1);
  }, []);
  const put = (nth: number, to: LonLat, held = false) => hand !== undefined && commit(move(all, hand, nth, rounded(to), together), held);
  const step = (nth: number, east: number, north: number, held: boolean) => {
    const place = ring?.[nth];
    if (place) put(nth, shifted(place, east, north), held);
  };
  const add = (nth: number, place?: LonLat) => {
    if (hand === undefined || !ring) return;
    commit(insert(all, hand, nth, place ? rounded(place) : midpoint(ring, nth), together));
    take(nth + 1);
  };
  /** Whether there were corners enough. */
  const drop = (nth: number): boolean => {
    const next = hand === undefined ? undefined : remove(all, hand, nth, together);
    if (!next) return false;
    commit(next);
    take(Math.max(0, nth - 1));
    return true;
  };
  /** To the nearest corner or edge of a neighbour or the town, for those who do not drag. */
  const bring = (nth: number): Snapped | undefined => {
    const place = ring?.[nth];
    if (hand === undefined || !place) return undefined;
    const others = targetsOf(all, hand, outline, together ? place : undefined);
    const found = snap(place, { corners: others.corners, edges: [] }, BRING_METRES / 3) ?? snap(place, others, BRING_METRES);
    if (found) put(nth, found.place);
    return found;
  };

  const begin = (key: string) => {
    setSketch({ key, points: [] });
    setCorner(undefined);
    setChosen(key);
  };
  const setPoint = (place: LonLat) => sketch && setSketch({ ...sketch, points: [...sketch.points, rounded(place)] });
  const back = () => sketch && setSketch({ ...sketch, points: sketch.points.slice(0, -1) });
  const close = () => {
    if (!sketch || sketch.points.length < LEAST) return;
    commit({ ...all, [sketch.key]: sketch.points });
    setSketch(undefined);
    choose(sketch.key);
  };
  const cancel = () => {
    setSketch(undefined);
    if (sketch && !all[sketch.key]) choose(undefined);
  };
  return { chosen: sketch ? sketch.key : hand, ring, corner: at, wish, choose, take, put, step, add, drop, bring, begin, setPoint, back, close, cancel };
}
