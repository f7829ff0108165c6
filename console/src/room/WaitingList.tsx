import { Button } from "antd";
import type { Queued } from "../api/room";
import type { Incident } from "../api/types";
import { useWords } from "../i18n/context";
import { duration } from "../lib/time";

type Props = {
  queued: Queued[];
  incidents: ReadonlyMap<string, Incident>;
  now: number;
  onPick: (incident: string) => void;
  onPrioritise: (incident: string) => void;
};

/** The accepted incidents that wait for a car, in the order in which they get one, and what gives it. */
export function WaitingList({ queued, incidents, now, onPick, onPrioritise }: Props) {
  const { t, name } = useWords();
  if (queued.length === 0) return <p className="quiet nothing">{t("wait.none")}</p>;
  return (
    <ol className="rows">
      {queued.map((one) => {
        const incident = incidents.get(one.incident);
        return (
          <li key={one.incident}>
            <div className="row-head">
              <b className="figure">{one.position}</b>
              <span>{one.category ? name("category", one.category, one.category_name) : t("queue.uncategorised")}</span>
              {one.hazards ? <span className="danger">⚠ {t("queue.hazard")}</span> : null}
              <span className="item-time">{duration((now - Date.parse(one.received_at)) / 1000)}</span>
            </div>
            <button type="button" className="as-link" onClick={() => onPick(one.incident)}>
              {incident?.address ?? one.incident}
            </button>
            <p className="quiet">{t(`wait.because.${one.reason}`)}</p>
            {incident?.next.includes("prioritise") ? (
              <Button size="small" onClick={() => onPrioritise(one.incident)}>
                {t("wait.order")}
              </Button>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}
