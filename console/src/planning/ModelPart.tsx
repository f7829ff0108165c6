import { Alert, Button, Input } from "antd";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useWords } from "../i18n/context";
import { ProblemAlert } from "../components/ProblemAlert";
import { daysOf } from "../lib/planning/model";
import { ModelFactsView } from "./ModelFactsView";
import { PresentFacts } from "./PresentFacts";
import { Prices } from "./Prices";
import { Running } from "./Running";
import type { Planning } from "./usePlanning";

/** The days of the log, and what the model of them says. */
export function ModelPart({ planning }: { planning: Planning }) {
  const { t } = useWords();
  const { draft, change, model } = planning;
  const [bad, setBad] = useState(false);
  const resume = useRef(planning.resume);
  useEffect(() => resume.current(), []);
  const days = draft.days ?? { from: "", to: "" };
  const fit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = !days.from || !days.to || days.from > days.to;
    setBad(wrong);
    if (!wrong) model.start(days);
  };
  const found = model.done?.value;
  const other = found && (found.period.from !== days.from || found.period.to !== days.to);
  const short = model.problem?.code === "log_too_short";
  return (
    <section className="card" aria-labelledby="plan-model">
      <h2 id="plan-model">{t("plan.model")}</h2>
      <p className="quiet no-print">{t("plan.model_why")}</p>
      <form className="row plan-days no-print" onSubmit={fit} aria-label={t("plan.days")}>
        <label htmlFor="plan-from">{t("sheet.from")}</label>
        <Input id="plan-from" type="date" value={days.from} onChange={(event) => change({ days: { ...days, from: event.target.value } })} />
        <label htmlFor="plan-to">{t("sheet.to")}</label>
        <Input id="plan-to" type="date" value={days.to} onChange={(event) => change({ days: { ...days, to: event.target.value } })} />
        <Button type="primary" htmlType="submit" disabled={model.since !== undefined}>
          {t("plan.fit")}
        </Button>
        {bad ? (
          <span role="alert" className="wrong">
            {t("perf.bad_days")}
          </span>
        ) : null}
      </form>
      {model.since !== undefined ? <Running since={model.since} what={t("plan.fitting")} onStop={model.stop} /> : null}
      {model.problem ? <ProblemAlert problem={model.problem} /> : null}
      {short ? <p>{t("plan.too_short_hint")}</p> : null}
      {found && other ? <Alert type="info" showIcon title={t("plan.other_days", found.period)} /> : null}
      {found ? (
        <>
          <ModelFactsView model={found} />
          <h3>{t("plan.present")}</h3>
          <PresentFacts present={found.present} />
          <Prices planning={planning} />
        </>
      ) : model.since === undefined && !model.problem ? (
        <p className="quiet">{days.from && days.to && days.from <= days.to ? t("plan.press_fit", { days: daysOf(days) }) : t("plan.choose_days")}</p>
      ) : null}
    </section>
  );
}
