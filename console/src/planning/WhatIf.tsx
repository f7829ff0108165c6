import { Alert, Button } from "antd";
import { lazy, Suspense, useMemo } from "react";
import type { Model } from "../api/plan";
import type { Session } from "../api/types";
import { ProblemAlert } from "../components/ProblemAlert";
import { Wait } from "../components/Wait";
import { useWords } from "../i18n/context";
import { jump } from "../lib/jump";
import { askOf, callsADay } from "../lib/planning/draft";
import { mayManagePerformance } from "../lib/rights";
import { FileTools } from "./FileTools";
import { KeepForm } from "./KeepForm";
import { Lacks } from "./Lacks";
import { PromiseFields } from "./PromiseFields";
import { RunFields } from "./RunFields";
import { Running } from "./Running";
import type { Planning } from "./usePlanning";
import { Variants } from "./Variants";

// Who only writes scenarios loads no charts.
const Results = lazy(() => import("./results/Results"));

type Props = { planning: Planning; session: Session };

/** Scenarios beside the present, simulated and compared. */
export function WhatIf({ planning, session }: Props) {
  const model = planning.model.done?.value;
  return model ? <Compared model={model} planning={planning} session={session} /> : null;
}

/** A replication count with which most questions are settled. */
const PRECISE = 100;

function Compared({ model, planning, session }: Props & { model: Model }) {
  const { t } = useWords();
  const { draft, change, study } = planning;
  const made = useMemo(() => askOf(draft, model.period, model.present), [draft, model]);
  const ask = "ask" in made ? made.ask : undefined;
  const done = study.done;
  const stale = done !== undefined && JSON.stringify(done.ask) !== JSON.stringify(ask);
  const run = (precise = false) => {
    if (!ask) return jump("plan-lacks");
    const wanted = precise ? { ...ask, replications: Math.max(PRECISE, ask.replications * 3) } : ask;
    if (precise) change({ replications: String(wanted.replications) });
    study.start(wanted);
    jump("plan-results", "start");
  };
  const scenarios = draft.variants.length + 1;
  const calls = Math.round((callsADay(model.present) * Number(draft.length) * Number(draft.replications) * scenarios) / 10_000);
  return (
    <>
      <section className="card no-print" aria-labelledby="plan-scenarios">
        <div className="paper-head">
          <h2 id="plan-scenarios">{t("plan.scenarios")}</h2>
          <FileTools planning={planning} present={model.present} />
        </div>
        <p className="quiet">{t("plan.scenarios_why")}</p>
        <PromiseFields planning={planning} id="study" />
        <Variants planning={planning} present={model.present} lacks={"lacks" in made ? made.lacks : []} />
        <RunFields planning={planning} />
        <Lacks lacks={"lacks" in made ? made.lacks : []} />
        <div className="row">
          <Button type="primary" size="large" disabled={study.since !== undefined} onClick={() => run()}>
            {t("plan.compute")}
          </Button>
          <span className="quiet">{t("plan.amount", { scenarios, replications: draft.replications, days: draft.length, calls })}</span>
        </div>
      </section>
      <section className="plan-results" aria-labelledby="plan-results">
        <h2 id="plan-results" tabIndex={-1}>
          {t("plan.results")}
        </h2>
        {study.since !== undefined ? <Running since={study.since} what={t("plan.computing", { scenarios, replications: draft.replications })} onStop={study.stop} /> : null}
        <p className="hidden" role="status">
          {done && study.since === undefined ? t("plan.done") : ""}
        </p>
        {study.problem ? <ProblemAlert problem={study.problem} action={<Button onClick={() => run()}>{t("app.retry")}</Button>} /> : null}
        {done && stale && study.since === undefined ? (
          <Alert type="info" showIcon className="no-print" title={t("plan.stale")} action={<Button onClick={() => run()}>{t("plan.compute_again")}</Button>} />
        ) : null}
        {done ? (
          <Suspense fallback={<Wait />}>
            <Results
              study={done.value.study}
              present={model.present}
              variants={done.ask.variants ?? []}
              onPrecise={study.since === undefined ? () => run(true) : undefined}
            />
            {mayManagePerformance(session.role) ? <KeepForm ask={done.ask} /> : <p className="quiet no-print">{t("plan.keep_no_right")}</p>}
          </Suspense>
        ) : study.since === undefined && !study.problem ? (
          <p className="quiet">{t("plan.no_results")}</p>
        ) : null}
      </section>
    </>
  );
}
