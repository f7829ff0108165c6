import type { FollowUp } from "../api/types";
import { useWords } from "../i18n/context";
import { shortTime } from "../lib/time";

/** The calls of this round, answered or not, against the number that is enough. */
export function Tries({ tries, needed, now }: { tries: FollowUp[]; needed: number | undefined; now: number }) {
  const { t, name, town } = useWords();
  if (tries.length === 0) return null;
  return (
    <section className="card" aria-labelledby="tries-title">
      <h3 id="tries-title">{needed === undefined ? t("follow.calls") : t("follow.calls_of", { tries: tries.length, needed })}</h3>
      <ol className="plain">
        {tries.map((one) => (
          <li key={one.at}>
            <time dateTime={one.at}>{shortTime(one.at, town?.utc_offset_seconds ?? 0, now)}</time>{" "}
            <b>{name("follow_up", one.result)}</b>
            {one.grade ? ` · ${name("grade", one.grade, one.grade_name)}` : null}
            {one.by_link ? <span className="mark">{t("follow.by_link")}</span> : null}
            {one.late ? <b className="late"> {t("event.late")}</b> : null}
            {one.complaint ? <p className="wrong">{t("follow_up.complaint", { text: one.complaint })}</p> : null}
            {one.words ? <p>{one.words}</p> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
