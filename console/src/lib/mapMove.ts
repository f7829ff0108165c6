// Cars that glide from fix to fix instead of jumping.
import type { LonLat } from "./gcj02";
import { metres } from "./mapGeometry";

type Way = { from: LonLat; to: LonLat; begun: number };

/** A glide takes as long as a moment between two fixes usually is, so that cars look driven. */
const GLIDE_MS = 900;
/** Farther than a car drives between two fixes it was not seen driving: it is simply there. */
const FAR_METRES = 1500;

export class Glides {
  readonly #ways = new Map<string, Way>();

  constructor(private readonly still: () => boolean) {}

  /** Sets where something is now; says whether it glides there. */
  set(id: string, to: LonLat, now: number): boolean {
    const known = this.#ways.get(id);
    if (known && known.to[0] === to[0] && known.to[1] === to[1]) return this.#glides(known, now);
    const from = known ? this.#on(known, now) : to;
    const jumps = !known || this.still() || metres(from, to) > FAR_METRES;
    this.#ways.set(id, { from: jumps ? to : from, to, begun: jumps ? Number.NEGATIVE_INFINITY : now });
    return !jumps;
  }

  at(id: string, now: number): LonLat | undefined {
    const way = this.#ways.get(id);
    return way && this.#on(way, now);
  }

  /** Whether anything is still on its way. */
  moving(now: number): boolean {
    return [...this.#ways.values()].some((way) => this.#glides(way, now));
  }

  /** Forgets what is shown no longer. */
  keep(ids: ReadonlySet<string>): void {
    for (const id of this.#ways.keys()) if (!ids.has(id)) this.#ways.delete(id);
  }

  #glides(way: Way, now: number): boolean {
    return now - way.begun < GLIDE_MS;
  }

  #on({ from, to, begun }: Way, now: number): LonLat {
    const share = Math.min(1, Math.max(0, (now - begun) / GLIDE_MS));
    return share === 1 ? to : [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
  }
}
