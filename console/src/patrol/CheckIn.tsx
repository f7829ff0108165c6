import { duration } from "../lib/time";
import { asked } from "../lib/patrol";
import { useNow } from "../state/useNow";
import { usePatrol } from "./context";
import { useWords } from "./words";

/** The question whether the crew is well (现场安全确认), with what is left to answer it. */
export function CheckIn() {
  const { t } = useWords();
  const { incident, part, command } = usePatrol();
  const now = useNow();
  const question = asked(part);
  if (!incident || !part || !question) return null;
  const answer = (what: "all_well" | "need_help") => () => void command(incident, { do: "answer_check_in", answer: what, unit: part.unit });
  const left = question.until === undefined ? undefined : Math.ceil((question.until - now) / 1000);
  const late = question.missed || (left !== undefined && left < 0);
  return (
    <section className={`p-ask ${late ? "late" : ""}`} role="alert" aria-labelledby="p-ask">
      <h2 id="p-ask">{t("patrol.check.ask")}</h2>
      <p>{late ? t("patrol.check.missed") : left === undefined ? "" : t("patrol.check.left", { time: duration(left) })}</p>
      <div className="p-two">
        <button type="button" className="p-button good" onClick={answer("all_well")}>
          {t("patrol.check.well")}
        </button>
        <button type="button" className="p-button danger" onClick={answer("need_help")}>
          {t("patrol.check.help")}
        </button>
      </div>
    </section>
  );
}
