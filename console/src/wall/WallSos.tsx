import { useWords } from "../i18n/context";
import type { Cry } from "../lib/mapScene";
import { duration, time } from "../lib/time";

/** Calls for help in letters that are read across the room, with a place on the map or without. */
export function WallSos({ cries, now }: { cries: readonly Cry[]; now: number }) {
  const { t, town } = useWords();
  const offset = town?.utc_offset_seconds ?? 0;
  if (cries.length === 0) return null;
  return (
    <div className="wall-sos" role="alert" aria-label={t("sos.title")}>
      {cries.map(({ sos, place, seen }) => (
        <p key={sos.id} className={seen ? "seen" : ""}>
          <b>{t("sos.of", { name: sos.member_name })}</b>
          {sos.unit_name ? <span>{sos.unit_name}</span> : null}
          <span aria-hidden="true">
            {t("sos.since", { time: time(sos.raised_at, offset), ago: duration((now - Date.parse(sos.raised_at)) / 1000) })}
          </span>
          <span>{t(seen ? "map.sos.seen" : "map.sos.unseen")}</span>
          {place ? null : <span>{t("sos.no_place")}</span>}
        </p>
      ))}
    </div>
  );
}
