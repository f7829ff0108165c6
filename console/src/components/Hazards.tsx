import { Alert } from "antd";
import type { Incident } from "../api/types";
import { useWords } from "../i18n/context";
import { isDangerous } from "../lib/commands";

/** The dangers that the call hints at, with the words found. */
export function Hazards({ incident }: { incident: Incident }) {
  const { t } = useWords();
  if (incident.hazards.length === 0) return null;
  const urgent = isDangerous(incident);
  return (
    <Alert
      type={urgent ? "error" : "warning"}
      showIcon
      data-tour="hazards"
      role={urgent ? "alert" : "note"}
      title={t(urgent ? "hazard.title" : "hazard.still")}
      description={<HazardList incident={incident} />}
    />
  );
}

export function HazardList({ incident }: { incident: Incident }) {
  const { t, name } = useWords();
  return (
    <ul className="hazards">
      {incident.hazards.map((found) => (
        <li key={`${found.hazard}${found.word}`}>
          <b>{name("hazard", found.hazard, found.hazard_name)}</b> {t("hazard.word", { word: found.word })}
        </li>
      ))}
    </ul>
  );
}
