import type { Correction, Line, Scoring } from "../api/assessments";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { inOrder, type Order, percentOf } from "../lib/assessment";
import type { DeskRoute } from "../lib/deskRoute";

type Props = {
  lines: Line[];
  scoring: Scoring;
  order: Order;
  /** Whether it is written down: only then has each figure its records. */
  kept: boolean;
  corrections: Correction[];
  at: (path?: string[], more?: Record<string, string | undefined>) => DeskRoute;
};

/** Members by the parts of the formula. Each figure leads to the records that it rests on. */
export function LineTable({ lines, scoring, order, kept, corrections, at }: Props) {
  const { t, name } = useWords();
  if (lines.length === 0) return <p className="quiet">{t("assess.no_lines")}</p>;
  const figure = (member: string, label: string, text: string, part?: string) =>
    kept ? (
      <To route={at([member], { part })} label={`${label}: ${text}`}>
        {text}
      </To>
    ) : (
      text
    );
  return (
    <div className="table-scroll" data-tour="assess-table" tabIndex={0} role="region" aria-label={t("assess.table")}>
      <table className="sheet-table book-table assess-table">
        <thead>
          <tr>
            <th scope="col">
              <To route={at([], { order: undefined })} label={t("assess.by_member")}>
                {t("duty.member")} {order === "member" ? "▾" : ""}
              </To>
            </th>
            <th scope="col">
              <To route={at([], { order: "score" })} label={t("assess.by_score")}>
                {t("assess.score")} {order === "score" ? "▾" : ""}
              </To>
            </th>
            <th scope="col">{t("assess.passed")}</th>
            <th scope="col">{t("assess.incidents")}</th>
            {scoring.parts.map((part) => (
              <th key={part.id} scope="col">
                {name("measure", part.measure, part.name)} <span className="quiet fine">{percentOf(part.weight)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {inOrder(lines, order).map((line) => (
            <tr key={line.member}>
              <th scope="row">
                {figure(line.member, line.member_name, line.member_name)} <span className="quiet fine">{line.member}</span>
              </th>
              <td className="number">
                <b>{line.no_score ? name("no_score", line.no_score, line.score_printed) : line.score_printed}</b>
              </td>
              <td className={line.passed === false ? "wrong nowrap" : "nowrap"}>
                {line.passed === true ? `✓ ${t("assess.yes")}` : line.passed === false ? `✕ ${t("assess.no")}` : "—"}
              </td>
              <td className="number">{line.incidents}</td>
              {scoring.parts.map((rule) => {
                const part = line.parts.find((one) => one.part === rule.id);
                if (!part) return <td key={rule.id} />;
                const label = `${line.member_name} ${name("measure", rule.measure, rule.name)}`;
                return (
                  <td key={rule.id} className="number">
                    {part.points ? figure(line.member, label, part.points_printed, part.part) : <span className="quiet">{t("report.no_data")}</span>}
                    {part.denominator > 0 ? (
                      <span className="counted">
                        {part.numerator}/{part.denominator}
                        {corrections.some((one) => one.member.code === line.member && one.part.code === rule.id) ? (
                          <span className="mark">{t("assess.corrected")}</span>
                        ) : null}
                        {part.late > 0 ? <span className="late" title={t("event.late")}> ◷{part.late}</span> : null}
                      </span>
                    ) : null}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
