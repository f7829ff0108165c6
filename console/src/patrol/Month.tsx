import type { Line } from "./calls";
import { useWords } from "./words";

/** The member's own month as the log makes it now, part by part, with what each rests on. */
export function Month({ line }: { line: Line }) {
  const { t } = useWords();
  return (
    <details className="p-card">
      <summary>{t("patrol.month", { score: line.score_printed, count: line.incidents })}</summary>
      <p className="p-small">{t("patrol.month.what")}</p>
      <table className="p-table">
        <thead>
          <tr>
            <th scope="col">{t("patrol.month.part")}</th>
            <th scope="col">{t("patrol.month.points")}</th>
            <th scope="col">{t("patrol.month.evidence")}</th>
          </tr>
        </thead>
        <tbody>
          {line.parts.map((part) => (
            <tr key={part.part}>
              <th scope="row">{part.part_name}</th>
              <td className="figure">{part.points_printed}</td>
              <td className="figure">{part.evidence}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
