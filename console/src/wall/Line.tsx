import type { Incident } from "../api/types";
import { useWords } from "../i18n/context";
import { counts } from "../lib/queue";
import type { AreaNow } from "../lib/wall";

type Props = { incidents: Iterable<Incident>; areas: readonly AreaNow[] };

/** Where the open incidents stand, phase by phase, and how each area is covered. */
export function Line({ incidents, areas }: Props) {
  const { t, name, town } = useWords();
  const phases = counts(incidents, "open", town?.phases.map((phase) => phase.code) ?? []);
  return (
    <div className="wall-line">
      <section className="wall-panel">
        <h2>{t("wall.phases")}</h2>
        <ol className="wall-phases">
          {phases.map(([phase, count]) => (
            <li key={phase} className={`phase-${phase}`}>
              <b>{count}</b>
              <span>{name("phase", phase)}</span>
            </li>
          ))}
        </ol>
        {phases.length === 0 ? <p className="wall-none">{t("map.none.incidents")}</p> : null}
      </section>
      <section className="wall-panel">
        <h2>{t("wall.areas")}</h2>
        <ul className="wall-areas">
          {areas.map((area) => (
            <li key={area.id}>
              <b>{area.name}</b>
              <span className={area.free ? "good" : "warn"}>{t(area.free ? "wall.area_free" : "wall.area_none")}</span>
              <span>{t("wall.area_open", { n: area.open })}</span>
              <i>{t("wall.area_today", { n: area.today ?? "–" })}</i>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
