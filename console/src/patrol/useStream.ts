// The live stream, as long as somebody looks.
import { useEffect, useRef } from "react";
import type { Happened } from "../api/types";
import { account } from "./calls";
import type { Sos } from "./known";

type Heard = {
  /** The stream runs; what was before is unknown, and is to be loaded. `at` is the server's time. */
  hello: (at: string) => void;
  incident: (happened: Happened) => void;
  sos: (call: Sos) => void;
  /** A car, a roster, a stand-by order changed. */
  beside: () => void;
  town: () => void;
  broken: () => void;
  waiting: () => void;
  wait: (attempt: number) => number;
  onDuty: boolean;
};

/** With notices allowed a phone in the pocket goes on listening for so long, on duty. */
const POCKET_MS = 10 * 60_000;

const pocket = () => "Notification" in window && Notification.permission === "granted";

export function useStream(heard: Heard): void {
  const now = useRef(heard);
  now.current = heard;
  useEffect(() => {
    let source: EventSource | undefined;
    let timer = 0;
    let attempt = 0;
    const data = <T,>(event: Event) => JSON.parse((event as MessageEvent<string>).data) as T;
    const close = () => {
      window.clearTimeout(timer);
      source?.close();
      source = undefined;
    };
    const open = () => {
      close();
      now.current.waiting();
      source = new EventSource("/api/v1/live");
      const begin = (event: Event) => {
        attempt = 0;
        now.current.hello(data<{ now: string }>(event).now);
      };
      source.addEventListener("hello", begin);
      source.addEventListener("reset", begin);
      source.addEventListener("incident", (event) => now.current.incident(data<Happened>(event)));
      source.addEventListener("sos", (event) => now.current.sos(data<{ sos: Sos }>(event).sos));
      source.addEventListener("stream", () => now.current.beside());
      source.addEventListener("town", () => now.current.town());
      source.onerror = () => {
        close();
        now.current.broken();
        timer = window.setTimeout(() => {
          // An ended login shows as a closed stream: asking tells which it is.
          account().catch(() => undefined);
          open();
        }, now.current.wait(attempt++) * 1000);
      };
    };
    const seen = () => {
      window.clearTimeout(timer);
      if (document.visibilityState === "visible") {
        if (!source || source.readyState === EventSource.CLOSED) open();
      } else if (now.current.onDuty && pocket()) {
        timer = window.setTimeout(close, POCKET_MS);
      } else {
        close();
      }
    };
    // The phone knows sooner than the stream that there is no net.
    const lost = () => {
      close();
      now.current.broken();
    };
    open();
    document.addEventListener("visibilitychange", seen);
    window.addEventListener("online", open);
    window.addEventListener("offline", lost);
    return () => {
      close();
      document.removeEventListener("visibilitychange", seen);
      window.removeEventListener("online", open);
      window.removeEventListener("offline", lost);
    };
  }, []);
}
