import type { Clause } from "../api/assessments";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { yuan } from "../lib/assessment";
import type { DeskRoute } from "../lib/deskRoute";
import { useClauseWords } from "./clauseWords";

/** The contract's clauses; each finding leads to its records. */
export function ClauseTable({ clauses, at }: { clauses: Clause[]; at: (clause: string) => DeskRoute }) {
  const { t } = useWords();
  const words = useClauseWords();
  const found = clauses.reduce((sum, one) => sum + one.deduction_fen, 0);
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t("vendor.clauses")}>
      <table className="sheet-table book-table clause-table">
        <thead>
          <tr>
            {(["clause", "text", "measured", "threshold", "kept", "price", "deduction"] as const).map((one) => (
              <th key={one} scope="col">
                {t(`vendor.clause.${one}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {clauses.map((one) => (
            <tr key={one.clause}>
              <th scope="row">{one.number}</th>
              <td className="clause-text">{one.text}</td>
              <td>
                {one.measured === "no_evidence" ? (
                  <span className="quiet">{words.measured(one)}</span>
                ) : (
                  <To route={at(one.clause)} label={`${one.number} ${words.measured(one)}`}>
                    {words.measured(one)}
                  </To>
                )}
                <span className="quiet fine"> {t("vendor.records", { count: one.evidence })}</span>
                {one.late > 0 ? <span className="late fine"> {t("assess.late", { count: one.late })}</span> : null}
              </td>
              <td className="nowrap">{words.threshold(one)}</td>
              <td className={one.kept === false ? "wrong nowrap" : "nowrap"}>
                {one.kept === true ? `✓ ${t("vendor.kept")}` : one.kept === false ? `✕ ${t("vendor.broken")}` : t("report.no_data")}
              </td>
              <td className="quiet fine">{words.price(one)}</td>
              <td className="number">
                {one.deduction_fen !== one.found_fen ? <s className="quiet">{yuan(one.found_fen)}</s> : null} <b>{yuan(one.deduction_fen)}</b>
                {one.waived ? <span className="quiet fine waived">{one.waived}</span> : null}
              </td>
            </tr>
          ))}
          <tr className="sum">
            <th scope="row" colSpan={6}>
              {t("vendor.sum")}
            </th>
            <td className="number">{yuan(found)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
