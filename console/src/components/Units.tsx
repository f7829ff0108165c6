import type { Unit } from "../api/types";
import { useWords } from "../i18n/context";
import { shortTime } from "../lib/time";

export function Units({ units, now }: { units: Unit[]; now: number }) {
  const { t, name, town } = useWords();
  const at = (iso: string) => shortTime(iso, town?.utc_offset_seconds ?? 0, now);
  return (
    <section className="card" aria-labelledby="units-title">
      <h3 id="units-title">{t("incident.units")}</h3>
      {units.length === 0 ? <p className="quiet">{t("incident.no_units")}</p> : null}
      <ul className="plain">
        {units.map((unit) => (
          <li key={`${unit.unit}${unit.assigned_at}`} className={unit.released_at ? "gone" : ""}>
            <p>
              <b>{unit.name}</b> <span className="mark">{t(unit.lead ? "unit.lead" : "unit.support")}</span>
              {unit.released_at ? <span className="mark">{t("unit.released")}</span> : null}
            </p>
            <p>
              {t("unit.crew")}:{" "}
              {unit.crew.length > 0 ? unit.crew.map((one) => one.name).join(", ") : t("unit.no_crew")}
            </p>
            <p className="quiet steps">
              <span>{t("unit.assigned_at", { time: at(unit.assigned_at) })}</span>
              {unit.acknowledged_at ? <span>{t("unit.acknowledged_at", { time: at(unit.acknowledged_at) })}</span> : null}
              {unit.arrived_at ? (
                <span>
                  {t("unit.arrived_at", { time: at(unit.arrived_at) })}
                  {unit.how ? ` (${name("arrival", unit.how)})` : null}
                  {unit.arrival_late ? <b className="late"> {t("event.late")}</b> : null}
                </span>
              ) : null}
              {unit.released_at ? <span>{t("unit.released_at", { time: at(unit.released_at) })}</span> : null}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
