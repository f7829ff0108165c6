// Which names fit on a map without lying over each other.

export type Label = { x: number; y: number; width: number; height: number; rank: number };

/** The lowest ranks first; a label that would touch a kept one is left out. Gives the indexes kept. */
export function fitting(labels: readonly Label[], taken: readonly Label[] = []): Set<number> {
  const kept: Label[] = [...taken];
  const found = new Set<number>();
  const order = labels.map((_, at) => at).sort((a, b) => (labels[a]?.rank ?? 0) - (labels[b]?.rank ?? 0) || a - b);
  for (const at of order) {
    const label = labels[at];
    if (!label || kept.some((other) => touch(label, other))) continue;
    kept.push(label);
    found.add(at);
  }
  return found;
}

const touch = (a: Label, b: Label) =>
  Math.abs(a.x - b.x) * 2 < a.width + b.width && Math.abs(a.y - b.y) * 2 < a.height + b.height;
