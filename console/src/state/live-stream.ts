// The live stream: connects, connects anew, and tells once a picture what came in between.
import { setServerNow } from "../api/http";
import type { Happened } from "../api/types";
import { backoff } from "../lib/live";

export type Heard = {
  happened: Happened[];
  position: number;
  /** What else was told: a call for help, the register, anything else. */
  kinds: ReadonlySet<"sos" | "town" | "stream">;
};

type Hello = { position: number; now: string };

type Hears = {
  /** After which position the stream goes on; undefined at first. */
  after: () => number | undefined;
  onStart: (type: "hello" | "reset", position: number) => void;
  onHeard: (heard: Heard) => void;
  onBroken: () => void;
  /** Before it is tried anew. */
  onAgain: () => void;
};

/** Opens the stream; answers with the way to close it. */
export function listenLive({ after, onStart, onHeard, onBroken, onAgain }: Hears): () => void {
  let source: EventSource | undefined;
  let timer = 0;
  let attempt = 0;
  let happened: Happened[] = [];
  let kinds = new Set<"sos" | "town" | "stream">();
  let position = 0;
  let frame = 0;
  let late = 0;

  const flush = () => {
    cancelAnimationFrame(frame);
    window.clearTimeout(late);
    frame = late = 0;
    if (position === 0) return;
    const heard = { happened, position, kinds };
    happened = [];
    kinds = new Set();
    position = 0;
    onHeard(heard);
  };
  // A hidden page draws no pictures, and is told all the same.
  const soon = () => {
    frame ||= requestAnimationFrame(flush);
    late ||= window.setTimeout(flush, 250);
  };
  const data = <T,>(event: Event) => JSON.parse((event as MessageEvent<string>).data) as T;
  const other = (kind: "sos" | "town" | "stream") => (event: Event) => {
    position = Math.max(position, data<Hello>(event).position);
    kinds.add(kind);
    soon();
  };
  const start = (type: "hello" | "reset") => (event: Event) => {
    const hello = data<Hello>(event);
    flush();
    attempt = 0;
    setServerNow(hello.now);
    onStart(type, hello.position);
  };
  const connect = () => {
    const from = after();
    source = new EventSource(`/api/v1/live${from === undefined ? "" : `?after=${from}`}`);
    source.addEventListener("hello", start("hello"));
    source.addEventListener("reset", start("reset"));
    source.addEventListener("incident", (event) => {
      const one = data<Happened>(event);
      happened.push(one);
      position = Math.max(position, one.position);
      soon();
    });
    for (const kind of ["sos", "town", "stream"] as const) source.addEventListener(kind, other(kind));
    source.onerror = () => {
      source?.close();
      flush();
      onBroken();
      timer = window.setTimeout(
        () => {
          onAgain();
          connect();
        },
        backoff(attempt++) * 1000,
      );
    };
  };
  connect();
  return () => {
    source?.close();
    window.clearTimeout(timer);
    cancelAnimationFrame(frame);
    window.clearTimeout(late);
  };
}
