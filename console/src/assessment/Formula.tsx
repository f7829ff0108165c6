import * as assessments from "../api/assessments";
import type { Scoring } from "../api/assessments";
import { Shown } from "../components/Shown";
import { useWords } from "../i18n/context";
import { percentOf } from "../lib/assessment";
import { useAsked } from "../state/useAsked";

/** The formula as it is published to everybody, with its earlier versions. */
export function Formula() {
  const { t } = useWords();
  const asked = useAsked("formula", assessments.scorings);
  return (
    <Shown asked={asked} empty={t("assess.no_formula")} isEmpty={(found) => found.versions.length === 0}>
      {(found) => (
        <>
          {found.versions.map((one) => (
            <One key={one.version} scoring={one} inForce={one.version === found.in_force?.version} />
          ))}
        </>
      )}
    </Shown>
  );
}

function One({ scoring, inForce }: { scoring: Scoring; inForce: boolean }) {
  const { t, name, town } = useWords();
  const grades = town?.grades ?? [];
  const points = scoring.grade_points;
  return (
    <section className="card" aria-labelledby={`formula-${scoring.version}`}>
      <h2 id={`formula-${scoring.version}`}>
        {t("assess.formula_n", { version: scoring.version })} {inForce ? <span className="mark own">{t("assess.in_force")}</span> : null}
      </h2>
      <p>
        {t("assess.formula_says", {
          from: scoring.from, pass: scoring.pass_mark, days: scoring.appeal_days, least: percentOf(scoring.least_weight),
        })}
      </p>
      <p className="quiet">
        {t("assess.grade_points")}: {grades.map((one) => `${name("grade", one.code, one.name)} ${points[one.code as keyof typeof points]}`).join(" · ")}
      </p>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t("assess.part.formula")}>
        <table className="sheet-table book-table">
          <thead>
            <tr>
              {(["part", "measure", "weight", "lead", "reinforcement", "scale"] as const).map((one) => (
                <th key={one} scope="col">
                  {t(`assess.formula.${one}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {scoring.parts.map((part) => (
              <tr key={part.id}>
                <th scope="row">{name("measure", part.measure, part.name)}</th>
                <td>{name("measure", part.measure, part.measure_name)}</td>
                <td className="number">{percentOf(part.weight)}</td>
                <td className="number">{part.lead ?? 1}</td>
                <td className="number">{part.reinforcement ?? 0}</td>
                <td>{scaleWords(part.scale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );

  function scaleWords(scale: Scoring["parts"][number]["scale"]): string {
    if (scale === "share") return t("assess.scale_share");
    if ("at_least" in scale) return scale.at_least.map((one) => t("assess.scale_at_least", { share: percentOf(one.per_mille), points: one.points })).join(" · ");
    return scale.up_to.map((one) => t("assess.scale_up_to", { count: one.count, points: one.points })).join(" · ");
  }
}
