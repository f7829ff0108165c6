import * as room from "../api/room";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { duration, time } from "../lib/time";
import { SosActs } from "./SosActs";

type Props = { calls: room.Sos[]; now: number; onChanged: () => void };

/** Calls for help, over everything else until somebody has seen to them and said how they ended. */
export function SosBar({ calls, now, onChanged }: Props) {
  const { t } = useWords();
  const open = calls.filter((one) => !one.ended_at);
  return (
    <div className="sos" role="alert" aria-label={t("sos.title")} hidden={open.length === 0}>
      {open.map((one) => (
        <OneCall key={one.id} call={one} now={now} onChanged={onChanged} />
      ))}
    </div>
  );
}

function OneCall({ call, now, onChanged }: { call: room.Sos; now: number; onChanged: () => void }) {
  const { t, town } = useWords();
  const offset = town?.utc_offset_seconds ?? 0;
  const cars = call.told_units.map((id) => town?.units.find((one) => one.id === id)?.name ?? id);
  const told = [
    call.note ? `“${call.note}”` : undefined,
    call.unit_name,
    t("sos.since", { time: time(call.raised_at, offset), ago: duration((now - Date.parse(call.raised_at)) / 1000) }),
    call.place ? t("sos.place", { lon: call.place.lon.toFixed(5), lat: call.place.lat.toFixed(5) }) : t("sos.no_place"),
    cars.length > 0 ? t("sos.told", { names: cars.join(", ") }) : undefined,
  ].filter((one): one is string => Boolean(one));
  return (
    <section className={call.acknowledged_at ? "sos-call seen" : "sos-call"} aria-label={t("sos.of", { name: call.member_name })}>
      <p className="sos-what">
        <b>{t("sos.of", { name: call.member_name })}</b>
        {told.map((one) => (
          <span key={one}>{one}</span>
        ))}
        {call.incident ? (
          <To route={{ page: "desk", incident: call.incident }}>{t("sos.incident", { id: call.incident })}</To>
        ) : null}
      </p>
      <SosActs call={call} onChanged={onChanged} />
    </section>
  );
}
