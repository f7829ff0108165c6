import type { Incident } from "../api/types";
import { way } from "../lib/patrolWay";
import { usePrefs } from "./prefs";
import { useWords } from "./words";

type Props = { place: Incident["place"]; name: string; onGo?: () => void; main?: boolean; children?: string };

/** Opens the way in the phone's map app. */
export function WayLink({ place, name, onGo, main, children }: Props) {
  const { t } = useWords();
  const { map } = usePrefs();
  return (
    <a className={`p-button ${main ? "main" : ""}`} href={way(map, place, name)} target="_blank" rel="noreferrer" onClick={onGo}>
      {children ?? t("patrol.way")}
    </a>
  );
}
