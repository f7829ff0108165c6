import { Input, Radio } from "antd";
import { useWords } from "../i18n/context";
import type { Planning } from "./usePlanning";

const QUICK = "20";
const PRECISE = "100";

/** How often and how long is simulated: two choices, and the numbers for who wants them. */
export function RunFields({ planning: { draft, change } }: { planning: Planning }) {
  const { t } = useWords();
  const choice = draft.length === "365" && (draft.replications === QUICK || draft.replications === PRECISE) ? draft.replications : "own";
  return (
    <>
      <fieldset className="spec-field">
        <legend>{t("plan.precision")}</legend>
        <Radio.Group
          value={choice}
          onChange={(event) => event.target.value !== "own" && change({ replications: event.target.value, length: "365" })}
          options={[
            { value: QUICK, label: t("plan.precision.quick", { count: QUICK }) },
            { value: PRECISE, label: t("plan.precision.precise", { count: PRECISE }) },
            ...(choice === "own" ? [{ value: "own", label: t("plan.precision.own", { count: draft.replications, days: draft.length }) }] : []),
          ]}
        />
      </fieldset>
      <details>
        <summary>{t("plan.run_more")}</summary>
        <p className="quiet">{t("plan.run_why")}</p>
        <div className="plan-fields">
          {(["replications", "length", "seed"] as const).map((one) => (
            <div key={one} className="spec-field">
              <label htmlFor={`run-${one}`}>{t(`plan.run.${one}`)}</label>
              <Input id={`run-${one}`} inputMode="numeric" value={draft[one]} onChange={(event) => change({ [one]: event.target.value })} />
            </div>
          ))}
        </div>
      </details>
    </>
  );
}
