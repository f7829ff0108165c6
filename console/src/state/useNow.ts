import { useEffect, useState } from "react";
import { serverNow } from "../api/http";

/** The server's time, once a second, on the second. */
export function useNow(): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    let timer = 0;
    const tick = () => {
      setNow(serverNow());
      timer = window.setTimeout(tick, 1000 - (serverNow() % 1000) + 5);
    };
    tick();
    return () => window.clearTimeout(timer);
  }, []);
  return now;
}
