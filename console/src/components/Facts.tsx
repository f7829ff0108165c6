import { Button } from "antd";
import { useState } from "react";
import type { Incident } from "../api/types";
import { useWords } from "../i18n/context";
import { shortTime } from "../lib/time";
import { Fact } from "./Fact";
import { RevealModal } from "./RevealModal";

export function Facts({ incident, now }: { incident: Incident; now: number }) {
  const { t, name, town } = useWords();
  const [revealing, setRevealing] = useState(false);
  const at = (iso: string) => shortTime(iso, town?.utc_offset_seconds ?? 0, now);
  const { caller, place } = incident;
  const category = incident.category ? name("category", incident.category, incident.category_name) : undefined;
  return (
    <section className="card" aria-label={t("incident.facts")}>
      <p className="call-text">{incident.text}</p>
      <dl className="facts">
        <Fact label={t("incident.source")}>
          {name("source", incident.source, incident.source_name)}
          {incident.external ? <code> {incident.external}</code> : null}
        </Fact>
        <Fact label={t("incident.received")}>
          {at(incident.received_at)}
          {incident.recorded_at !== incident.received_at ? (
            <span className="quiet"> {t("event.recorded", { time: at(incident.recorded_at) })}</span>
          ) : null}
        </Fact>
        <Fact label={t("incident.category")}>
          {category ?? t("queue.uncategorised")}
          {incident.subcategory_name ? ` · ${incident.subcategory_name}` : null}
        </Fact>
        <Fact label={t("incident.area")}>{incident.area_name ?? t("queue.no_area")}</Fact>
        <Fact label={t("incident.caller")}>
          {caller ? [caller.name, caller.phone].filter(Boolean).join(" ") : t("incident.no_caller")}{" "}
          {caller && incident.next.includes("reveal_caller") ? (
            <Button size="small" onClick={() => setRevealing(true)} aria-label={t("reveal.title")}>
              {t("incident.reveal")}
            </Button>
          ) : null}
        </Fact>
        {place ? (
          <Fact label={t("incident.place")}>
            {place.lon.toFixed(5)}, {place.lat.toFixed(5)}
          </Fact>
        ) : null}
      </dl>
      {revealing ? <RevealModal id={incident.id} onClose={() => setRevealing(false)} /> : null}
    </section>
  );
}
