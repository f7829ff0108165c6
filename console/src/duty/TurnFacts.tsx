import type { Turn } from "../api/duty";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { deskRoute } from "../lib/deskRoute";
import { duration, time } from "../lib/time";

/** A turn of duty in words: when, where, for whom, who came and left when. */
export function TurnFacts({ turn }: { turn: Turn }) {
  const { t, name, town } = useWords();
  const at = (iso: string) => time(iso, town?.utc_offset_seconds ?? 0).slice(0, 5);
  return (
    <>
      <h3>
        {turn.shift.name} {at(turn.from)}–{at(turn.to)} · {turn.unit.name}
      </h3>
      <p className="row">
        {turn.marks.map((one) => (
          <span key={one.code} className={`mark mark-${one.code}`}>
            {name("turn_mark", one.code, one.name)}
          </span>
        ))}
        {turn.corrections > 0 ? <span className="mark">{t("duty.corrected", { count: turn.corrections })}</span> : null}
        {turn.by ? <To route={deskRoute("duty", ["requests", turn.by])}>{t("duty.by", { id: turn.by })}</To> : null}
      </p>
      <dl className="facts">
        <div>
          <dt>{t("duty.came")}</dt>
          <dd>
            {turn.came_at ? `${at(turn.came_at)} ${turn.came_how ? name("marked_by", turn.came_how.code, turn.came_how.name) : ""}` : "—"}
            {turn.late_seconds > 0 ? <span className="wrong"> {t("duty.late_by", { time: duration(turn.late_seconds) })}</span> : null}
          </dd>
        </div>
        <div>
          <dt>{t("duty.left")}</dt>
          <dd>
            {turn.left_at ? `${at(turn.left_at)} ${turn.left_how ? name("marked_by", turn.left_how.code, turn.left_how.name) : ""}` : "—"}
            {turn.early_seconds > 0 ? <span className="wrong"> {t("duty.early_by", { time: duration(turn.early_seconds) })}</span> : null}
          </dd>
        </div>
        {turn.instead_of ? (
          <div>
            <dt>{t("duty.instead_of")}</dt>
            <dd>{turn.instead_of.name}</dd>
          </div>
        ) : null}
      </dl>
    </>
  );
}
