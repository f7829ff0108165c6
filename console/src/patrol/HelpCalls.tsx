import { seconds } from "../lib/outbox";
import { serverNow } from "../api/http";
import { shortTime } from "../lib/time";
import { usePatrol } from "./context";
import type { Alert, Sos } from "./known";
import { WayLink } from "./WayLinks";
import { useWords } from "./words";

/** Calls for help of others, and what else was told to this crew because it is near. */
export function HelpCalls() {
  const { t } = useWords();
  const { known, pending, acting } = usePatrol();
  const others = callsToCrew(known?.sos ?? [], known?.member, known?.own?.car.id);
  // A call for help is told as such; its alert would say it twice.
  const alerts = (known?.alerts ?? []).filter((one) => one.matter !== "sos");
  const answered = new Set(pending.map((one) => one.about));
  if (others.length + alerts.length === 0) return null;
  return (
    <section aria-label={t("patrol.calls")}>
      {others.map((call) => (
        <Call key={call.id} call={call} answered={answered.has(call.id)} acting={acting} />
      ))}
      {alerts.map((alert) => (
        <Told key={alert.id} alert={alert} answered={answered.has(alert.id)} acting={acting} />
      ))}
    </section>
  );
}

/** Others' calls for help that this crew was told of and nobody has ended. */
export const callsToCrew = (all: Sos[], member: string | undefined, car: string | undefined): Sos[] =>
  all.filter((one) => one.member !== member && !one.ended_at && car !== undefined && one.told_units.includes(car));

function Call({ call, answered, acting }: { call: Sos; answered: boolean; acting: boolean }) {
  const { t, offset } = useWords();
  const { press } = usePatrol();
  const at = (iso: string) => shortTime(iso, offset, serverNow());
  const see = () =>
    press({ lane: "acts", what: "sos_seen", about: call.id, at: seconds(serverNow()), path: `/sos/${encodeURIComponent(call.id)}/acknowledge`, body: {} });
  return (
    <div className="p-ask late" role="alert">
      <h2>{t("patrol.calls.sos", { who: [call.member_name, call.unit_name].filter(Boolean).join(" · ") })}</h2>
      <p>
        {t("patrol.calls.at", { time: at(call.raised_at) })}
        {call.note ? ` · ${call.note}` : ""}
      </p>
      <div className="p-two">
        {call.acknowledged_at || answered ? (
          <p className="p-small">{call.acknowledged_at ? t("patrol.calls.seen", { time: at(call.acknowledged_at) }) : t("patrol.unsent")}</p>
        ) : acting ? (
          <button type="button" className="p-button good" onClick={() => void see()}>
            {t("patrol.calls.go")}
          </button>
        ) : null}
        {call.place ? <WayLink place={call.place} name={call.member_name} /> : null}
      </div>
    </div>
  );
}

function Told({ alert, answered, acting }: { alert: Alert; answered: boolean; acting: boolean }) {
  const { t, offset, language } = useWords();
  const { press } = usePatrol();
  const see = () =>
    press({ lane: "acts", what: "alert_seen", about: alert.id, at: seconds(serverNow()), path: `/alerts/${encodeURIComponent(alert.id)}/acknowledge`, body: {} });
  return (
    <div className="p-note warn" role="alert">
      <p>
        <b>{language === "en" ? t(`patrol.matter.${alert.matter}`) : alert.matter_name}</b> {alert.incident ? <code>{alert.incident}</code> : null}{" "}
        {t("patrol.calls.since", { time: shortTime(alert.begun_at, offset, serverNow()) })}
      </p>
      {answered ? (
        <p className="p-small">{t("patrol.unsent")}</p>
      ) : acting ? (
        <button type="button" className="p-button" onClick={() => void see()}>
          {t("patrol.calls.see")}
        </button>
      ) : null}
    </div>
  );
}
