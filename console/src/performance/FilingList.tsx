import type { FilingSummary } from "../api/performance";
import { Grid } from "../components/Grid";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { useNamed } from "../i18n/named";

/** Filings by tracking period and edition. */
export function FilingList({ filings }: { filings: readonly FilingSummary[] }) {
  const { t } = useWords();
  const named = useNamed();
  return (
    <Grid
      label={t("perf.part.filings")}
      empty={t("filing.none")}
      rows={filings}
      id={(one) => one.id}
      columns={[
        {
          head: t("filing.filing"),
          names: true,
          cell: (one) => <To route={{ page: "filing", filing: one.id }}>{t("filing.named", { tracking: one.tracking, edition: one.edition })}</To>,
        },
        { head: t("perf.period"), cell: (one) => <span className="nowrap">{t("perf.days", { from: one.from, to: one.to })}</span> },
        {
          head: t("filing.stage"),
          cell: (one) => (
            <>
              <span className={`stage ${one.stage}`}>{named(`filing.stage.${one.stage}`, one.stage_name)}</span>
              {typeof one.superseded_by === "number" ? <span className="quiet"> {t("filing.superseded_by", { edition: one.superseded_by })}</span> : null}
            </>
          ),
        },
        { head: t("filing.file_by"), cell: (one) => one.file_by ?? t("filing.no_file_by") },
        { head: t("perf.id"), cell: (one) => <code>{one.id}</code> },
      ]}
    />
  );
}
