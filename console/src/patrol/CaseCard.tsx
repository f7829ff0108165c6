import type { Incident, Unit } from "../api/types";
import { shortTime } from "../lib/time";
import { serverNow } from "../api/http";
import { ClockRow } from "./ClockRow";
import { useWords } from "./words";

type Props = { incident: Incident; part: Unit | undefined };

/** The incident in big words: what, where, what was said, what is dangerous, how long there is. */
export function CaseCard({ incident, part }: Props) {
  const { t, name, offset } = useWords();
  const at = (iso: string) => shortTime(iso, offset, serverNow());
  const { caller } = incident;
  const told = [caller?.name, caller?.phone].filter(Boolean).join(" ");
  const update = incident.case.updates.at(-1);
  return (
    <section className="p-case" aria-labelledby="p-address">
      <p className="p-kind">
        {part && !part.lead ? <b className="p-tag">{t("patrol.reinforcing")}</b> : null}
        {incident.category ? name("category", incident.category, incident.category_name) : t("patrol.uncategorised")}
        {incident.subcategory_name ? ` · ${incident.subcategory_name}` : ""}
      </p>
      <h2 id="p-address">{incident.address}</h2>
      {incident.hazards.length > 0 ? (
        <p className="p-hazards" role="note">
          <b>{t("patrol.hazards")}</b>{" "}
          {incident.hazards.map((one) => `${name("hazard", one.hazard, one.hazard_name)} (${one.word})`).join(" · ")}
        </p>
      ) : null}
      <p className="p-said">{incident.text}</p>
      {update ? <p className="p-small">{t("patrol.updated", { time: at(update.at) })}</p> : null}
      <ClockRow incident={incident} />
      <p className="p-small">
        <code>{incident.id}</code> · {t("patrol.received", { time: at(incident.received_at) })}
        {incident.area_name ? ` · ${incident.area_name}` : ""}
        {told ? ` · ${t("patrol.caller", { caller: told })}` : ""}
      </p>
    </section>
  );
}
