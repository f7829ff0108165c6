import { Button } from "antd";
import type { Entry } from "../api/performance";
import { Grid } from "../components/Grid";
import { useWords } from "../i18n/context";
import { reversedBy } from "../lib/performance/ledger";
import { yuan } from "../lib/performance/money";

/** The entries in the order in which they were booked. */
export function Entries({ entries, onReverse }: { entries: readonly Entry[]; onReverse?: (id: string) => void }) {
  const { t } = useWords();
  const reversed = reversedBy(entries);
  return (
    <section className="card" aria-labelledby="entries">
      <h2 id="entries">{t("ledger.entries", { count: entries.length })}</h2>
      <Grid
        label={t("ledger.entries_label")}
        empty={t("ledger.no_entries")}
        rows={entries}
        id={(one) => one.id}
        columns={[
          { head: t("ledger.day"), cell: (one) => <span className="nowrap">{one.day}</span> },
          { head: t("ledger.kind"), cell: (one) => t(`ledger.kind.${one.kind}`) },
          { head: t("ledger.amount"), number: true, cell: (one) => yuan(one.amount) },
          { head: t("ledger.note"), wide: true, cell: (one) => one.note },
          {
            head: t("ledger.of"),
            cell: (one) => (
              <>
                {one.contract ? <code>{one.contract}</code> : null}
                {one.reverses ? (
                  <>
                    {t("ledger.takes_back")} <code>{one.reverses}</code>
                  </>
                ) : null}
                {one.reference ? <code>{one.reference}</code> : null}
              </>
            ),
          },
          { head: t("perf.id"), names: true, cell: (one) => <code>{one.id}</code> },
          {
            head: t("ledger.act"),
            cell: (one) => {
              const by = reversed.get(one.id);
              if (by) return <span className="quiet">{t("ledger.reversed_by", { id: by })}</span>;
              if (!onReverse || one.kind === "reversal") return null;
              return (
                <Button size="small" aria-label={t("ledger.reverse_of", { id: one.id })} onClick={() => onReverse(one.id)}>
                  {t("ledger.reverse")}
                </Button>
              );
            },
          },
        ]}
      />
    </section>
  );
}
