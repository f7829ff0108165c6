import * as api from "../api/admin";
import { Loaded } from "../components/Loaded";
import { useWords } from "../i18n/context";
import { useAsked } from "../state/useAsked";
import type { AdminProps } from "./AdminPage";
import { Hours } from "./Hours";
import { Named } from "./Named";

/** The police stations (派出所), and which area each has at which hours. */
export function Stations({ id, may }: AdminProps) {
  const { t } = useWords();
  const asked = useAsked("stations", () => api.stations());
  const hours = useAsked("hours", () => api.hours());
  return (
    <>
      <Named part="stations" asked={asked} id={id} may={may} make={t("stations.new")} send={api.putStation} />
      <Loaded asked={hours}>{(all) => <Hours hours={all} stations={asked.value ?? []} may={may} onSaved={hours.put} />}</Loaded>
    </>
  );
}
