import { useEffect } from "react";
import { time } from "../lib/time";
import { usePrefs } from "./prefs";

/** Between these hours of the town's day the screen is dark, where the member has not chosen. */
const DARK_FROM = "18:00";
const DARK_TO = "06:30";

/** Bright in the sun, dark at night: a bright screen blinds in a dark car. */
export function useLook(offset: number): void {
  const { look } = usePrefs();
  useEffect(() => {
    const apply = () => {
      const clock = time(Date.now(), offset).slice(0, 5);
      const dark = look === "night" || (look === "auto" && (clock >= DARK_FROM || clock < DARK_TO));
      document.documentElement.dataset.look = dark ? "night" : "day";
      meta("theme-color", dark ? "#0a0f16" : "#0b2f5e");
      meta("color-scheme", dark ? "dark" : "light");
    };
    apply();
    const timer = window.setInterval(apply, 60_000);
    return () => window.clearInterval(timer);
  }, [look, offset]);
}

function meta(name: string, content: string): void {
  let found = document.head.querySelector<HTMLMetaElement>(`meta[name="${name}"]`);
  if (!found) {
    found = document.createElement("meta");
    found.name = name;
    document.head.append(found);
  }
  found.content = content;
}
