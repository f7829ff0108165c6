// Hears that something happened in the town, for pages that then read their own lists anew. All parts of a page
// share one stream: a browser opens only a few connections to a server.
import { useEffect, useRef, useSyncExternalStore } from "react";
import type { Connection } from "../lib/live";
import { listenLive } from "./live-stream";

/** What a page wants to hear of: incidents, the register, or anything else (duty, trainings, assessments). */
export type NewsKind = "incident" | "town" | "stream";

/** Several events come together; one reading answers them all. */
const TOGETHER_MS = 700;

const hearers = new Set<(kinds: ReadonlySet<NewsKind>) => void>();
const watchers = new Set<() => void>();
const ALL: ReadonlySet<NewsKind> = new Set(["incident", "town", "stream"]);
let close: (() => void) | undefined;
let connection: Connection = "connecting";
let position: number | undefined;

function be(next: Connection): void {
  connection = next;
  for (const watch of watchers) watch();
}

function tell(kinds: ReadonlySet<NewsKind>): void {
  for (const hear of hearers) hear(kinds);
}

function open(): void {
  close = listenLive({
    after: () => position,
    onStart: (type, at) => {
      position = at;
      be("live");
      // Too much was missed to be told one by one.
      if (type === "reset") tell(ALL);
    },
    onHeard: (heard) => {
      position = heard.position;
      const kinds = new Set<NewsKind>(heard.happened.length > 0 ? ["incident"] : []);
      for (const kind of heard.kinds) if (kind !== "sos") kinds.add(kind);
      tell(kinds);
    },
    onBroken: () => be("broken"),
    onAgain: () => undefined,
  });
}

function listen(hear: (kinds: ReadonlySet<NewsKind>) => void): () => void {
  hearers.add(hear);
  if (!close) open();
  return () => {
    hearers.delete(hear);
    if (hearers.size > 0) return;
    close?.();
    close = undefined;
    position = undefined;
    connection = "connecting";
  };
}

function watch(told: () => void): () => void {
  watchers.add(told);
  return () => watchers.delete(told);
}

/** Calls `onNews` soon after events of these kinds, and tells how the stream stands. */
export function useNews(kinds: readonly NewsKind[], onNews: () => void): Connection {
  const act = useRef(onNews);
  act.current = onNews;
  const wanted = kinds.join(" ");
  useEffect(() => {
    let soon = 0;
    const stop = listen((heard) => {
      if (!wanted.split(" ").some((kind) => heard.has(kind as NewsKind))) return;
      window.clearTimeout(soon);
      soon = window.setTimeout(() => act.current(), TOGETHER_MS);
    });
    return () => {
      window.clearTimeout(soon);
      stop();
    };
  }, [wanted]);
  return useSyncExternalStore(watch, () => connection);
}
