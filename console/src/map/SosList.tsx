import { useWords } from "../i18n/context";
import type { Cry } from "../lib/mapScene";
import { duration } from "../lib/time";

type Props = { cries: readonly Cry[]; chosen: string | undefined; now: number; onChoose: (sos: string) => void };

/** Calls for help stand first in the list, whatever is looked for. */
export function SosList({ cries, chosen, now, onChoose }: Props) {
  const { t } = useWords();
  return (
    <div className="sos-items" role="alert" aria-label={t("sos.title")} hidden={cries.length === 0}>
      <ul>
        {cries.map(({ sos, place, seen }) => (
          <li key={sos.id}>
            <button
              type="button"
              className={`item sos-item ${seen ? "seen" : ""} ${chosen === sos.id ? "chosen" : ""}`}
              aria-pressed={chosen === sos.id}
              onClick={() => onChoose(sos.id)}
            >
              <span className="item-row">
                <span className="sos-tag">{t("map.sign.sos")}</span>
                <span className="item-address">{t("sos.of", { name: sos.member_name })}</span>
                {/* Seconds that run would be read out each time. */}
                <span className="item-time" aria-hidden="true">
                  {duration((now - Date.parse(sos.raised_at)) / 1000)}
                </span>
              </span>
              <span className="item-row">
                {sos.unit_name ? <span>{sos.unit_name}</span> : null}
                <span>{t(seen ? "map.sos.seen" : "map.sos.unseen")}</span>
                {place ? null : <b className="item-time">{t("sos.no_place")}</b>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
