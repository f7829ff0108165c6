// Server-sent events out of a fetched body. `EventSource` hides the heartbeats and the status of a
// refusal, and so cannot tell a silent network from a quiet night, or an ended login from a lost server.

export type Frame = { event: string; data: string };

/** Takes text in any pieces and gives whole frames. Comments (heartbeats) give none. */
export class Frames {
  #rest = "";

  take(text: string): Frame[] {
    const parts = (this.#rest + text).split(/\r?\n\r?\n/);
    this.#rest = parts.pop() ?? "";
    return parts.flatMap((part) => {
      let event = "message";
      const data: string[] = [];
      for (const line of part.split(/\r?\n/)) {
        const [, field, value = ""] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
        if (field === "event") event = value;
        else if (field === "data") data.push(value);
      }
      return data.length > 0 ? [{ event, data: data.join("\n") }] : [];
    });
  }
}

const FIRST_QUIET = 60;
/** Twice the longest heartbeat that a server can be set to. */
const LONGEST_QUIET = 600;

/**
 * Seconds of silence after which a stream is given up. `longest` is the longest pause that ended well, and
 * `silent` how many streams fell silent since: a server with rare heartbeats is not asked anew for ever.
 */
export const quiet = (silent: number, longest: number) =>
  Math.min(LONGEST_QUIET, Math.max(FIRST_QUIET * 2 ** silent, 2 * longest));
