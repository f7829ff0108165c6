import type { FollowUp, Unit } from "../api/types";
import { useWords } from "../i18n/context";

/** Whom the grade is put down to, before it is given and after. */
export function Graded({ units, followUps }: { units: Unit[]; followUps: FollowUp[] }) {
  const { t, name } = useWords();
  if (units.length === 0) return null;
  const grade = followUps.findLast((one) => one.grade);
  return (
    <section className="card" aria-labelledby="graded-title">
      <h3 id="graded-title">{t("follow.graded")}</h3>
      <ul className="plain">
        {units.map((unit) => (
          <li key={`${unit.unit}${unit.assigned_at}`}>
            {unit.name} · {unit.crew.length > 0 ? unit.crew.map((one) => one.name).join(", ") : t("unit.no_crew")}
            {grade?.grade ? <span className="mark">{name("grade", grade.grade, grade.grade_name)}</span> : null}
          </li>
        ))}
      </ul>
      <p className="quiet fine">{t(units.some((one) => one.arrived_at) ? "follow.graded_arrived" : "follow.graded_lead")}</p>
    </section>
  );
}
