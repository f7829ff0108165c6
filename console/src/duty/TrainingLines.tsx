import type { Training } from "../api/duty";
import { useWords } from "../i18n/context";

/** Who had to attend, who came, and what each sitting brought. */
export function TrainingLines({ training }: { training: Training }) {
  const { t } = useWords();
  const { lines, sittings } = training;
  if (lines.length === 0) return null;
  const yes = (value: boolean | null | undefined) => (value === true ? `✓ ${t("evidence.yes")}` : value === false ? `✕ ${t("evidence.no")}` : "—");
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t("training.lines")}>
      <table className="sheet-table book-table">
        <thead>
          <tr>
            <th scope="col">{t("duty.member")}</th>
            <th scope="col">{t("training.present")}</th>
            <th scope="col">{t("field.reason")}</th>
            {sittings.map((one) => (
              <th key={one.number} scope="col">
                {t(one.number === 1 ? "training.sitting" : "training.resit", { day: one.day })}
                {one.late ? <span className="late"> {t("event.late")}</span> : null}
              </th>
            ))}
            <th scope="col">{t("training.passed")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((one) => (
            <tr key={one.member.code}>
              <th scope="row">
                {one.member.name} <span className="quiet fine">{one.member.code}</span>
              </th>
              <td className={one.attended === false ? "wrong nowrap" : "nowrap"}>
                {yes(one.attended)}
                {one.amended ? <span className="mark">{t("training.amended")}</span> : null}
              </td>
              <td>{one.reason ?? "—"}</td>
              {sittings.map((sitting) => {
                const found = sitting.results.find((of) => of.member.code === one.member.code);
                return (
                  <td key={sitting.number} className="number">
                    {found ? t("training.right", { correct: found.correct, of: training.exam?.questions ?? "" }) : "—"}
                  </td>
                );
              })}
              <td className={one.passed === false ? "wrong nowrap" : "nowrap"}>{yes(one.passed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
