import { Input, Radio } from "antd";
import { useWords } from "../i18n/context";
import { promiseOf } from "../lib/planning/draft";
import type { Planning } from "./usePlanning";

/** What is promised: a share, of what, how sure. */
export function PromiseFields({ planning: { draft, change }, id }: { planning: Planning; id: string }) {
  const { t } = useWords();
  const { promise } = draft;
  const bad = promiseOf(promise) === undefined;
  const write = (part: Partial<typeof promise>) => change({ promise: { ...promise, ...part } });
  return (
    <fieldset className="plan-promise">
      <legend>
        <h3>{t("plan.promise")}</h3>
      </legend>
      <div className="plan-fields">
        <div className="spec-field">
          <label htmlFor={`promise-share-${id}`}>{t("plan.promise_share")}</label>
          <Input
            id={`promise-share-${id}`}
            inputMode="decimal"
            suffix="%"
            value={promise.share}
            status={bad ? "error" : ""}
            aria-invalid={bad}
            onChange={(event) => write({ share: event.target.value })}
          />
        </div>
        <fieldset className="spec-field">
          <legend>{t("plan.promise_of")}</legend>
          <Radio.Group
            value={promise.of}
            onChange={(event) => write({ of: event.target.value })}
            options={(["arrived_in_time", "answered_in_time"] as const).map((of) => ({ value: of, label: t(`plan.promise_of.${of}`) }))}
          />
        </fieldset>
        <fieldset className="spec-field">
          <legend>{t("plan.confidence")}</legend>
          <Radio.Group
            value={promise.confidence}
            onChange={(event) => write({ confidence: event.target.value })}
            options={(["95", "99"] as const).map((one) => ({ value: one, label: t(`plan.confidence.${one}`) }))}
          />
        </fieldset>
      </div>
    </fieldset>
  );
}
