// Labels under bars: folded into lines that fit their place.

/** About how wide a text of this size stands, in pixels: an ideograph is as wide as it is high. */
export function widthOf(text: string, size: number): number {
  let width = 0;
  for (const letter of text) width += /[\u2e80-\uffee]/.test(letter) ? size : size * 0.56;
  return width;
}

/** Folds a label at spaces where there are some, else between letters; a word that is too wide stays whole. */
export function folded(label: string, width: number, size: number): string {
  const spaced = label.includes(" ");
  const pieces = spaced ? label.split(" ") : (label.match(/[\u2e80-\uffee]|[^\u2e80-\uffee]+/g) ?? []);
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    const joined = last === undefined ? piece : `${last}${spaced ? " " : ""}${piece}`;
    if (last !== undefined && widthOf(joined, size) > width) lines.push(piece);
    else lines.splice(Math.max(lines.length - 1, 0), 1, joined);
  }
  return lines.join("\n");
}

/** The widest of some texts. */
export const widest = (texts: readonly string[], size: number) => Math.max(0, ...texts.map((one) => widthOf(one, size)));

/** Whether each label stands in its place, folded at most. */
export function fit(labels: readonly string[], width: number, size: number): boolean {
  return labels.every((label) => widest(folded(label, width, size).split("\n"), size) <= width);
}

/** Where an axis of counts ends, and its steps: at most six, of 1, 2, 3, 4 or 5 with noughts. */
export function axisOf(most: number): { max: number; interval: number } {
  const rough = Math.max(most, 1) / 6;
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(rough)));
  const interval = ([1, 2, 3, 4, 5, 10].find((step) => step * unit >= rough) ?? 10) * unit;
  return { max: Math.ceil(Math.max(most, 1) / interval) * interval, interval };
}
