import { Button } from "antd";
import type { Assessment } from "../api/assessments";
import { serverNow } from "../api/http";
import { useWords } from "../i18n/context";
import { shortTime } from "../lib/time";
import { Changed } from "./Corrections";

/** Appeals against the table, the undecided first. */
export function Appeals({ month, onDecide }: { month: Assessment; onDecide: (number: number) => void }) {
  const { t, town } = useWords();
  if (month.appeals.length === 0) return null;
  const may = month.allowed.some((one) => one.code === "decide_appeal");
  const at = (iso: string) => shortTime(iso, town?.utc_offset_seconds ?? 0, serverNow());
  const sorted = month.appeals.toSorted((a, b) => Number(Boolean(a.decided)) - Number(Boolean(b.decided)) || a.number - b.number);
  return (
    <section className="card" aria-labelledby="appeals">
      <h3 id="appeals">{t("assess.appeals", { count: month.appeals.length })}</h3>
      <ul className="plain">
        {sorted.map((one) => (
          <li key={one.number} className="appeal">
            <p>
              <b>
                #{one.number} {one.member.name}
              </b>{" "}
              · {one.part?.name ?? t("assess.whole_line")}{" "}
              <span className={`mark ${one.decided ? "" : "busy"}`}>
                {one.decided ? t(one.correction ? "assess.corrected" : "assess.upheld") : t("assess.waiting")}
              </span>{" "}
              <span className="quiet fine">{at(one.made.at)}</span>
            </p>
            <p>{one.made.reason}</p>
            {one.decided ? (
              <p className="quiet">
                {t("assess.decided", { name: one.decided.by.name, time: at(one.decided.at), text: one.decided.reason })}
              </p>
            ) : may ? (
              <Button onClick={() => onDecide(one.number)}>{t("assess.decide")}</Button>
            ) : null}
            {one.correction ? <Changed correction={one.correction} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
