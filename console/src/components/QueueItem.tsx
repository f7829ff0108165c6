import { memo } from "react";
import type { Incident } from "../api/types";
import { useWords } from "../i18n/context";
import { mostUrgent, read } from "../lib/clocks";
import { isOver } from "../lib/queue";
import { shortTime } from "../lib/time";
import { ClockLine } from "./ClockLine";

type Props = {
  incident: Incident;
  /** Pixels from the list's top. */
  top: number;
  /** Its place in the list, from 1, and how many there are. */
  place: number;
  of: number;
  chosen: boolean;
  onChoose: (id: string) => void;
  now: number;
};

export const QueueItem = memo(
  function QueueItem({ incident, top, place, of, chosen, onChoose, now }: Props) {
    const { t, name, town } = useWords();
    const clock = isOver(incident) ? undefined : mostUrgent(incident);
    const tone = clock ? read(clock, now).tone : "none";
    const category = incident.category
      ? name("category", incident.category, incident.category_name)
      : t("queue.uncategorised");
    return (
      <li role="listitem" style={{ top }} aria-posinset={place} aria-setsize={of}>
        <button
          type="button"
          id={`item-${incident.id}`}
          data-queue-item=""
          data-tour="queue-item"
          className={`item ${tone} ${chosen ? "chosen" : ""}`}
          aria-current={chosen ? "true" : undefined}
          onClick={() => onChoose(incident.id)}
        >
          <span className="item-row">
            <span className={`phase phase-${incident.phase}`}>{name("phase", incident.phase, incident.phase_name)}</span>
            {incident.hazards.length > 0 && incident.phase === "received" ? (
              <span className="danger">⚠ {t("queue.hazard")}</span>
            ) : null}
            {clock ? <ClockLine clock={clock} now={now} /> : null}
          </span>
          <span className="item-address" title={incident.address}>
            {incident.address}
          </span>
          <span className="item-row quiet">
            <span>{category}</span>
            <span>{incident.area_name ?? t("queue.no_area")}</span>
            <span className="item-time">{shortTime(incident.received_at, town?.utc_offset_seconds ?? 0, now)}</span>
          </span>
        </button>
      </li>
    );
  },
  // Items without a running clock need no redraw each second.
  (before, after) =>
    before.incident === after.incident &&
    before.chosen === after.chosen &&
    before.top === after.top &&
    before.of === after.of &&
    before.onChoose === after.onChoose &&
    (before.now === after.now || isOver(after.incident) || mostUrgent(after.incident) === undefined),
);
