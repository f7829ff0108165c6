// Which rows of a long list are drawn.

export type Asked = {
  count: number;
  rowHeight: number;
  /** What the list's window shows: from where, and how much of it. */
  top: number;
  height: number;
};

export type Range = { from: number; to: number };

/** Up to here all rows are drawn, so that the browser's own search finds them. */
export const WHOLE = 120;
/** Rows drawn above and below, and by how many the window moves at once. */
const SPARE = 12;
const STEP = 6;

/** The rows to draw, `to` not included. It moves in steps, so that not every pixel draws anew. */
export function windowOf({ count, rowHeight, top, height }: Asked): Range {
  if (count <= WHOLE) return { from: 0, to: count };
  const first = Math.floor(Math.max(0, top) / rowHeight / STEP) * STEP;
  const shown = Math.ceil(height / rowHeight) + STEP;
  return { from: Math.max(0, Math.min(first, count - shown) - SPARE), to: Math.min(count, first + shown + SPARE) };
}

/** Where to scroll so that a row is seen; undefined where it is. */
export function scrollFor(row: number, { rowHeight, top, height }: Asked): number | undefined {
  const [above, below] = [row * rowHeight, (row + 1) * rowHeight];
  if (above < top) return above;
  if (below > top + height) return below - height;
  return undefined;
}
