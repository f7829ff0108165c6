import { Button } from "antd";
import type { Study } from "../../api/plan";
import { To } from "../../components/To";
import { useWords } from "../../i18n/context";
import { answer, conclusion } from "../../lib/planning/answers";

const SIGNS = { kept: "✓", broken: "✗", unclear: "?" } as const;

/** The answers in sentences; whether the promise is kept is said by a word and a sign beside the colour. */
export function Answers({ study, onPrecise }: { study: Study; onPrecise?: (() => void) | undefined }) {
  const { t } = useWords();
  const open = study.scenarios.some((one) => one.verdict === "unclear");
  return (
    <section className="card plan-answers" aria-labelledby="plan-answer">
      <h3 id="plan-answer" className="plan-conclusion">
        {conclusion(study, t)}
      </h3>
      <ol>
        {study.scenarios.map((one, nth) => (
          <li key={`${nth} ${one.name}`} className={`plan-answer ${one.verdict}`} data-testid="plan-answer">
            <span className={`plan-verdict ${one.verdict}`}>
              <span aria-hidden="true">{SIGNS[one.verdict]}</span> {t(`plan.verdict.${one.verdict}`)}
            </span>
            <p>{answer(study, nth, t)}</p>
          </li>
        ))}
      </ol>
      {study.scenarios.every((one) => one.verdict !== "kept") && onPrecise ? (
        <p className="no-print">
          <To route={{ page: "planning", part: "cheapest" }}>{t("plan.to_cheapest")}</To>
        </p>
      ) : null}
      {open && onPrecise ? (
        <p className="no-print">
          <Button onClick={onPrecise}>{t("plan.more_precise")}</Button>
        </p>
      ) : null}
      <p className="fine">
        {t("plan.how_computed", { replications: study.replications, days: study.days, confidence: study.promise.confidence })}
      </p>
    </section>
  );
}
