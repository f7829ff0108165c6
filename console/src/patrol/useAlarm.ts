import { useEffect, useSyncExternalStore } from "react";
import * as alarm from "./alarm";

/** Seconds between two calls, until somebody answers. */
const AGAIN_MS: Record<alarm.Call, number> = { assigned: 4_000, asked: 6_000, sos: 3_000, news: Number.POSITIVE_INFINITY };

/** Sounds a call again and again while there is one and nobody has silenced it. */
export function useAlarm(call: alarm.Call | undefined, quiet: boolean): void {
  useEffect(() => {
    if (!call || quiet) return;
    alarm.sound(call);
    const timer = window.setInterval(() => alarm.sound(call), AGAIN_MS[call]);
    return () => {
      window.clearInterval(timer);
      alarm.hush();
    };
  }, [call, quiet]);
}

/** Whether the page may sound yet. */
export function useCanSound(): boolean {
  useEffect(alarm.listen, []);
  return useSyncExternalStore(alarm.subscribe, alarm.canSound);
}
