// Where the car is, told to the server while on duty: as seldom as will do.
import { useCallback, useEffect, useRef, useState } from "react";
import { serverNow } from "../api/http";
import { uuid } from "../api/key";
import { seconds } from "../lib/outbox";
import { type Fix, fixOf, kept, type Place, worth } from "../lib/patrolFixes";
import { report } from "./calls";

export type Positioning = "off" | "asking" | "on" | "denied" | "unknown";

/** How often a silent watch is asked. */
const ASK_MS = { going: 10_000, standing: 60_000 };

type Asked = { duty: boolean; goal: Place | null | undefined; precise: boolean };

/** Looks where the phone is while on duty, and tells what is worth it. The phone stores no track. */
export function usePosition({ duty, goal, precise }: Asked) {
  const [state, setState] = useState<Positioning>("off");
  const [told, setTold] = useState<number>();
  /** The last place known, for a call for help. */
  const last = useRef<Fix>(undefined);
  const lastKept = useRef<Fix>(undefined);
  const queue = useRef<Fix[]>([]);
  const busy = useRef(false);
  const aim = useRef(goal);
  aim.current = goal;

  const tell = useCallback(async () => {
    if (busy.current || queue.current.length === 0) return;
    busy.current = true;
    const sent = queue.current;
    try {
      await report(sent, uuid());
      queue.current = queue.current.slice(sent.length);
      setTold(serverNow());
    } catch {
      // Told with the next fix; what is old by then the server drops by itself.
    } finally {
      busy.current = false;
    }
  }, []);

  useEffect(() => {
    if (!duty || !("geolocation" in navigator)) {
      setState(duty ? "unknown" : "off");
      queue.current = [];
      return;
    }
    setState("asking");
    const take = ({ coords, timestamp }: GeolocationPosition) => {
      setState("on");
      const fix = fixOf(coords, seconds(timestamp + serverNow() - Date.now()));
      last.current = fix;
      if (!worth(fix, lastKept.current, aim.current)) return;
      lastKept.current = fix;
      queue.current = kept(queue.current, fix);
      void tell();
    };
    const fail = (error: GeolocationPositionError) => setState(error.code === error.PERMISSION_DENIED ? "denied" : "unknown");
    // The satellite receiver is on only on the way to a call.
    const watch = navigator.geolocation.watchPosition(take, fail, {
      enableHighAccuracy: precise, maximumAge: precise ? 2_000 : 30_000, timeout: 60_000,
    });
    // A watch is silent while the phone stands: then it is asked, so that the server sees the car stand.
    const timer = window.setInterval(
      () => navigator.geolocation.getCurrentPosition(take, () => undefined, { enableHighAccuracy: precise, maximumAge: 5_000, timeout: 30_000 }),
      precise ? ASK_MS.going : ASK_MS.standing,
    );
    return () => {
      navigator.geolocation.clearWatch(watch);
      window.clearInterval(timer);
    };
  }, [duty, precise, tell]);

  return { state, told, place: useCallback(() => last.current, []) };
}
