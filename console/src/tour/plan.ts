// Which steps are still to come, and where the card stands beside what it points at. Without a browser.
import type { Step } from "./steps";

/**
 * The steps after `at` that are on the page, or that a link leads to which is. What lies behind a link is not known
 * before it is opened, and counts as there.
 */
export function ahead(steps: readonly Step[], at: number, there: (anchor: string) => boolean): number[] {
  const found: number[] = [];
  let beyond = false;
  steps.forEach((step, index) => {
    if (index < at) return;
    const shown = index === at || beyond || step.anchors.some(there);
    if (index > at && shown) found.push(index);
    if (shown && step.via && (beyond || there(step.via))) beyond = true;
  });
  return found;
}

export type Box = { left: number; top: number; width: number; height: number };
export type Size = { width: number; height: number };
/** What nothing may stand over at the bottom: a phone's call for help. */
export type Room = Size & { below: number };

const GAP = 14;
const EDGE = 12;
/** A window narrower than this has the card over its whole width. */
const NARROW = 620;
/** So much of a thing is to be seen beside the card: its head is enough of a list. */
const HEAD = 160;

const between = (value: number, least: number, most: number) => Math.max(least, Math.min(value, most));

/** The corner of the card: beside, under or over the box where there is room, else in the window's lower corner. */
export function place(box: Box | undefined, card: Size, room: Room): { left: number; top: number } {
  const bottom = Math.max(EDGE, room.height - room.below - card.height - EDGE);
  if (room.width < NARROW) {
    const left = Math.max(0, (room.width - card.width) / 2);
    const low = box !== undefined && box.top + Math.min(box.height, HEAD) > bottom;
    return { left, top: low ? EDGE : bottom };
  }
  const right = room.width - card.width - EDGE;
  if (!box) return { left: right, top: bottom };
  const beside = between(box.top, EDGE, bottom);
  const across = between(box.left, EDGE, Math.max(EDGE, right));
  const after = box.left + box.width + GAP;
  if (after <= right) return { left: after, top: beside };
  if (box.left - GAP - card.width >= EDGE) return { left: box.left - GAP - card.width, top: beside };
  if (box.top + box.height + GAP <= bottom) return { left: across, top: box.top + box.height + GAP };
  if (box.top - GAP - card.height >= EDGE) return { left: across, top: Math.min(bottom, box.top - GAP - card.height) };
  return { left: right, top: bottom };
}

/** The part of a box that is in the window, a little wider so that the frame does not lie on what it is about. */
export function frame(box: Box, room: Size, margin = 4): Box | undefined {
  const left = Math.max(2, box.left - margin);
  const top = Math.max(2, box.top - margin);
  const width = Math.min(room.width - 2, box.left + box.width + margin) - left;
  const height = Math.min(room.height - 2, box.top + box.height + margin) - top;
  return width > 0 && height > 0 ? { left, top, width, height } : undefined;
}
