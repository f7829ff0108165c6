import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { KINDS, type ReportKind } from "../lib/route";

/** The kinds of report, as ways to their lists. */
export function Kinds({ here }: { here: ReportKind | "year" }) {
  const { t } = useWords();
  return (
    <nav className="kinds no-print" aria-label={t("reports.kinds")} data-tour="report-kinds">
      {KINDS.map((kind) => (
        <To key={kind} route={{ page: "reports", kind }} current={kind === here}>
          {t(`reports.kind.${kind}`)}
        </To>
      ))}
      <To route={{ page: "year" }} current={here === "year"}>
        {t("reports.kind.year")}
      </To>
    </nav>
  );
}
