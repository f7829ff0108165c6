import { Alert, Button } from "antd";
import { lazy, Suspense, useState } from "react";
import * as api from "../api/plan";
import type { Session } from "../api/types";
import { Loaded } from "../components/Loaded";
import { To } from "../components/To";
import { Wait } from "../components/Wait";
import { useWords } from "../i18n/context";
import { typedPromise, typedCosts } from "../lib/planning/draft";
import { typedOf } from "../lib/planning/variants";
import { mayManagePerformance } from "../lib/rights";
import { day, time } from "../lib/time";
import { useAsked } from "../state/useAsked";
import { go } from "../state/useRoute";
import { Quoted } from "./Quoted";
import { StudyProof } from "./StudyProof";
import type { Planning } from "./usePlanning";
import { Withdraw } from "./Withdraw";

const Results = lazy(() => import("./results/Results"));

type Props = { id: string; session: Session; planning: Planning };

/** A kept study: its answers, and what makes them again. */
export function StudyPage({ id, session, planning }: Props) {
  const { t, town } = useWords();
  const offset = town?.utc_offset_seconds ?? 0;
  const asked = useAsked(`study/${id}`, (signal) => api.study(id, signal));
  const may = mayManagePerformance(session.role);
  const [withdrawing, setWithdrawing] = useState(false);
  const when = (at: string) => `${day(at, offset)} ${time(at, offset).slice(0, 5)}`;
  const goOn = (kept: api.Kept) => {
    const { scenario } = kept;
    planning.change({
      days: kept.fitted,
      costs: typedCosts(scenario.costs),
      promise: typedPromise(scenario.promise),
      variants: scenario.variants.map((one, nth) => typedOf(one, scenario.present, nth + 1)),
      replications: String(kept.study.replications),
      length: String(kept.study.days),
      seed: String(kept.study.seed),
    });
    planning.model.start(kept.fitted);
    go({ page: "planning", part: "what-if" });
  };
  return (
    <Loaded asked={asked}>
      {(kept) => (
        <>
          <div className="paper-head">
            <h2>{kept.name}</h2>
            <span className="row no-print">
              <To route={{ page: "planning", part: "studies" }}>{t("plan.to_studies")}</To>
              <Button onClick={() => goOn(kept)}>{t("plan.go_on_from")}</Button>
              {may && !kept.withdrawn ? (
                <Button danger onClick={() => setWithdrawing(true)}>
                  {t("plan.withdraw")}
                </Button>
              ) : null}
            </span>
          </div>
          <p className="quiet">{t("plan.kept_line", { id: kept.id, by: kept.by, at: when(kept.kept_at), from: kept.fitted.from, to: kept.fitted.to })}</p>
          {kept.withdrawn ? (
            <Alert
              type="warning"
              showIcon
              title={t("plan.withdrawn_why", { reason: kept.withdrawn.reason })}
              description={t("plan.withdrawn_by", { by: kept.withdrawn.by, at: when(kept.withdrawn.at) })}
            />
          ) : null}
          <div className="plan-results">
            <Suspense fallback={<Wait />}>
              <Results study={kept.study} present={kept.scenario.present} variants={kept.scenario.variants} />
            </Suspense>
          </div>
          <Quoted id={kept.id} withdrawn={kept.withdrawn != null} may={may} />
          <StudyProof kept={kept} />
          {withdrawing ? (
            <Withdraw
              id={kept.id}
              onDone={(news) => {
                asked.put(news);
                setWithdrawing(false);
              }}
              onClose={() => setWithdrawing(false)}
            />
          ) : null}
        </>
      )}
    </Loaded>
  );
}
