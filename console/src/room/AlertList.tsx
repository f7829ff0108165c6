import { Button } from "antd";
import * as room from "../api/room";
import type { Incident } from "../api/types";
import { ProblemAlert } from "../components/ProblemAlert";
import { useWords } from "../i18n/context";
import { duration } from "../lib/time";
import { useSend } from "../state/useSend";

type Props = {
  alerts: room.Alert[];
  incidents: ReadonlyMap<string, Incident>;
  now: number;
  onPick: (incident: string) => void;
  onChanged: () => void;
};

/** What stands unanswered, the oldest first; who acknowledges it sees to it. */
export function AlertList({ alerts, onChanged, ...rest }: Props) {
  const { t } = useWords();
  if (alerts.length === 0) return <p className="quiet nothing">{t("alert.none")}</p>;
  return (
    <ul className="rows">
      {alerts.map((one) => (
        <OneAlert key={one.id} alert={one} onChanged={onChanged} {...rest} />
      ))}
    </ul>
  );
}

function OneAlert({ alert, incidents, now, onPick, onChanged }: Omit<Props, "alerts"> & { alert: room.Alert }) {
  const { t, name, town } = useWords();
  const { busy, problem, run } = useSend();
  const { incident, unit } = alert;
  const left = alert.next_at ? (Date.parse(alert.next_at) - now) / 1000 : undefined;
  const see = async () => {
    if (await run(alert.id, (key) => room.acknowledgeAlert(alert.id, key))) onChanged();
  };
  return (
    <li className={alert.level > 1 ? "raised" : ""}>
      <div className="row-head">
        <b>⚠ {name("matter", alert.matter, alert.matter_name)}</b>
        {unit ? <span>{town?.units.find((one) => one.id === unit)?.name ?? unit}</span> : null}
        <span className="mark">{t("alert.level", { level: alert.level })}</span>
        <span className="item-time">{duration((now - Date.parse(alert.begun_at)) / 1000)}</span>
      </div>
      {incident ? (
        <button type="button" className="as-link" onClick={() => onPick(incident)}>
          {incidents.get(incident)?.address ?? incident}
        </button>
      ) : null}
      <p className="quiet">
        {t("alert.told", { roles: alert.told.map((one) => name("role", one.code, one.name)).join(" · ") || "—" })}
        {left !== undefined && left > 0 ? ` · ${t("alert.next", { time: duration(left) })}` : null}
      </p>
      {problem ? <ProblemAlert problem={problem} /> : null}
      <Button size="small" loading={busy} onClick={() => void see()}>
        {t("alert.see")}
      </Button>
    </li>
  );
}
