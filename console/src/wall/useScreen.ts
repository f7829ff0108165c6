// The screen itself: whole, and awake.
import { useCallback, useEffect, useState } from "react";

/** Full screen, where the browser has it. */
export function useFullScreen() {
  const [whole, setWhole] = useState(() => document.fullscreenElement !== null);
  useEffect(() => {
    const changed = () => setWhole(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", changed);
    return () => document.removeEventListener("fullscreenchange", changed);
  }, []);
  const toggle = useCallback(() => {
    // A refusal leaves the page as it is, which is seen.
    const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    done.catch(() => undefined);
  }, []);
  return { whole, toggle, may: document.fullscreenEnabled };
}

/** Keeps the screen from sleeping while the page is seen. Undefined where the browser cannot. */
export function useAwake(): boolean | undefined {
  const may = "wakeLock" in navigator;
  const [awake, setAwake] = useState(false);
  useEffect(() => {
    if (!may) return;
    let lock: WakeLockSentinel | undefined;
    let gone = false;
    const ask = () => {
      if (document.visibilityState !== "visible" || gone) return;
      navigator.wakeLock.request("screen").then(
        (given) => {
          if (gone) return void given.release();
          lock = given;
          setAwake(true);
          given.addEventListener("release", () => setAwake(false));
        },
        () => setAwake(false),
      );
    };
    ask();
    // The browser lets go when the page is hidden.
    document.addEventListener("visibilitychange", ask);
    return () => {
      gone = true;
      document.removeEventListener("visibilitychange", ask);
      void lock?.release();
    };
  }, [may]);
  return may ? awake : undefined;
}
