// Server-sent events: what happens, as it happens.
import type { Happened } from "./types";
import { observe } from "../logic/time";

export type Connection = "connecting" | "live" | "broken";

export interface Listener {
  happened(event: Happened): void;
  /** The server cannot tell what was missed (or the register changed): load anew. */
  reload(): void;
  connection(state: Connection): void;
}

/** Listens until the returned function is called. The browser resumes by the last event's id. */
export function listen(listener: Listener): () => void {
  let source: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  let opened = false;

  const open = () => {
    listener.connection("connecting");
    source = new EventSource("/api/v1/live");
    source.addEventListener("hello", (event) => {
      const hello = JSON.parse(event.data) as { now: string };
      observe(hello.now);
      listener.connection("live");
      // A new source knows no last id: what came in between is fetched.
      if (opened && source?.readyState === EventSource.OPEN) listener.reload();
      opened = true;
    });
    source.addEventListener("incident", (event) => listener.happened(JSON.parse(event.data) as Happened));
    source.addEventListener("town", () => listener.reload());
    source.addEventListener("reset", () => {
      listener.connection("live");
      listener.reload();
    });
    source.onerror = () => {
      if (ended) return;
      listener.connection("broken");
      // While it reconnects by itself it is left alone; a refused one is opened anew.
      if (source?.readyState === EventSource.CLOSED) {
        again = setTimeout(open, 3_000);
      }
    };
  };
  open();
  return () => {
    ended = true;
    clearTimeout(again);
    source?.close();
  };
}
