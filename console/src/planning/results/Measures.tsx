import type { Estimate, Study } from "../../api/plan";
import { useWords } from "../../i18n/context";
import { minutes, percentOf } from "../../lib/planning/numbers";

/** Those that are seconds; all others are shares. */
const SECONDS = new Set(["response", "wait", "way", "response_median", "response80", "response90", "response95"]);

/** Every measure of the whole town, a scenario a column. */
export function Measures({ study }: { study: Study }) {
  const { t } = useWords();
  const measures = study.scenarios[0]?.whole.map((one) => one.measure) ?? [];
  const text = (measure: string, value: Estimate | null | undefined) => {
    if (!value) return "—";
    const of = (seconds: number) => (SECONDS.has(measure) ? minutes(seconds) : percentOf(seconds));
    const half = value.half_95 == null ? "" : ` ±${of(value.half_95).replace("%", "")}`;
    return `${of(value.value)}${half}`;
  };
  return (
    <details className="card">
      <summary>{t("plan.all_measures")}</summary>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t("plan.all_measures")}>
        <table className="sheet-table grid">
          <thead>
            <tr>
              <th scope="col">{t("plan.measure_head")}</th>
              {study.scenarios.map((one, nth) => (
                <th scope="col" key={nth}>
                  {one.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {measures.map((measure) => (
              <tr key={measure}>
                <th scope="row">{t(`plan.measure.${measure}`)}</th>
                {study.scenarios.map((one, nth) => (
                  <td key={nth} className="number">
                    {text(measure, one.whole.find((each) => each.measure === measure)?.value)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
