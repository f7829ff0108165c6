import { Button } from "antd";
import type { Assessment } from "../api/assessments";
import { serverNow } from "../api/http";
import { useWords } from "../i18n/context";
import { shortTime } from "../lib/time";

/** Recomputations: what each would change, and whether it was adopted. */
export function Revisions({ month, onDecide }: { month: Assessment; onDecide: () => void }) {
  const { t, town } = useWords();
  if (month.revisions.length === 0) return null;
  const may = month.allowed.some((one) => one.code === "decide_revision");
  const at = (iso: string) => shortTime(iso, town?.utc_offset_seconds ?? 0, serverNow());
  return (
    <section className="card" aria-labelledby="revisions">
      <h3 id="revisions">{t("assess.revisions", { count: month.revisions.length })}</h3>
      <ul className="plain">
        {month.revisions.toReversed().map((one) => (
          <li key={one.asked.at}>
            <p>
              <span className={`mark ${typeof one.adopted === "boolean" ? "" : "busy"}`}>
                {typeof one.adopted === "boolean" ? t(one.adopted ? "assess.adopt" : "assess.reject") : t("assess.waiting")}
              </span>{" "}
              {t("assess.decided", { name: one.asked.by.name, time: at(one.asked.at), text: one.asked.reason })}
            </p>
            {one.changes.length > 0 ? (
              <ul className="changes">
                {one.changes.map((change) => (
                  <li key={change.member.code}>
                    <b>{change.member.name}</b>{" "}
                    <span className="figure">
                      {change.before?.score_printed ?? "—"} → {change.after?.score_printed ?? "—"}
                    </span>
                  </li>
                ))}
              </ul>
            ) : typeof one.adopted !== "boolean" ? (
              <p className="quiet">{t("assess.no_changes")}</p>
            ) : null}
            {one.decided ? (
              <p className="quiet">{t("assess.decided", { name: one.decided.by.name, time: at(one.decided.at), text: one.decided.reason })}</p>
            ) : may ? (
              <Button onClick={onDecide}>{t("assess.decide")}</Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
