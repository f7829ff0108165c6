// The live stream as it is fetched: resumed after the last event, with waits that grow, and given up when it
// falls silent. For screens that run through the night.
import { setServerNow } from "../api/http";
import type { Happened, Seen, Sos } from "../api/types";
import { backoff } from "../lib/live";
import type { TownMessage } from "../lib/liveTown";
import { Frames, quiet } from "../lib/sse";

type Hello = { position: number; now: string };

type Hear = {
  /** Where to go on; undefined for the first time. */
  after: () => number | undefined;
  message: (message: TownMessage) => void;
  /** Anything came, if only a heartbeat. */
  alive: () => void;
  /** The server refuses who asks; a call of the API tells why. */
  refused: () => void;
};

function understand(event: string, data: string): TownMessage | undefined {
  switch (event) {
    case "hello":
    case "reset": {
      const hello = JSON.parse(data) as Hello;
      setServerNow(hello.now);
      return { type: event, position: hello.position };
    }
    case "incident":
      return { type: "incident", happened: JSON.parse(data) as Happened };
    case "position":
      return { type: "position", seen: JSON.parse(data) as Seen };
    case "town":
      return { type: "town", position: (JSON.parse(data) as Hello).position };
    case "stream":
      return { type: "stream", ...(JSON.parse(data) as { position: number; stream: string }) };
    case "sos":
      return { type: "sos", ...(JSON.parse(data) as { position: number; sos: Sos }) };
    default:
      return undefined;
  }
}

/** Reads the stream until it is told to stop. */
export function listen(hear: Hear): () => void {
  let stopped = false;
  let attempt = 0;
  let silent = 0;
  let longest = 0;
  let last = 0;
  let timer = 0;
  let watch = 0;
  let abort = new AbortController();

  const wait = () => {
    window.clearTimeout(watch);
    last = performance.now();
    watch = window.setTimeout(() => {
      silent += 1;
      abort.abort();
    }, quiet(silent, longest) * 1000);
  };

  const once = async () => {
    abort = new AbortController();
    const after = hear.after();
    wait();
    const response = await fetch(`/api/v1/live${after === undefined ? "" : `?after=${after}`}`, {
      headers: { Accept: "text/event-stream" }, credentials: "same-origin", cache: "no-store", signal: abort.signal,
    });
    if (response.status === 401 || response.status === 403) hear.refused();
    if (!response.ok || !response.body) return;
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    const frames = new Frames();
    for (let pieces = 0; ; pieces += 1) {
      const { done, value } = await reader.read();
      if (done) return;
      attempt = 0;
      if (pieces > 0) {
        silent = 0;
        longest = Math.max(longest, (performance.now() - last) / 1000);
      }
      wait();
      hear.alive();
      for (const { event, data } of frames.take(value)) {
        const message = understand(event, data);
        if (message) hear.message(message);
      }
    }
  };

  const run = async () => {
    timer = 0;
    try {
      await once();
    } catch {
      // A lost network, or a stream given up: both are taken up again.
    }
    window.clearTimeout(watch);
    if (stopped) return;
    hear.message({ type: "broken" });
    timer = window.setTimeout(run, backoff(attempt++) * 1000);
  };

  void run();
  // Back from sleep, or the cable plugged in again: no need to wait out the pause.
  const soon = () => {
    if (timer === 0) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(run, 0);
  };
  window.addEventListener("online", soon);
  return () => {
    stopped = true;
    window.removeEventListener("online", soon);
    window.clearTimeout(timer);
    window.clearTimeout(watch);
    abort.abort();
  };
}
