import type { ReportView } from "../api/types";
import { useWords } from "../i18n/context";

/** The edition, its digest, and the place in the log that it rests on. */
export function Basis({ view }: { view: ReportView }) {
  const { t } = useWords();
  const { report, basis } = view;
  const published = typeof view.edition === "number" && view.digest;
  return (
    <div className="basis">
      <p>
        {published
          ? t("reports.basis", { id: report.id, edition: view.edition ?? "", digest: view.digest ?? "" })
          : t("reports.basis_preview", { id: report.id })}
      </p>
      {view.former ? <p>{t("reports.basis_former", { former: view.former })}</p> : null}
      <p>{t("reports.basis_log", { position: basis.position, hash: basis.hash })}</p>
    </div>
  );
}
