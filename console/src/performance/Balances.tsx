import type { LedgerView } from "../api/performance";
import { Grid } from "../components/Grid";
import { useWords } from "../i18n/context";
import { useNamed } from "../i18n/named";
import { yuan } from "../lib/performance/money";

/** The trial balance (试算平衡), and the postings behind it. */
export function Balances({ ledger }: { ledger: LedgerView }) {
  const { t } = useWords();
  const named = useNamed();
  const sum = ledger.balances.reduce((all, one) => all + one.amount, 0);
  const account = (one: { account: string; account_name: string }) => named(`ledger.account.${one.account}`, one.account_name);
  return (
    <section className="card" aria-labelledby="balances">
      <h2 id="balances">{t("ledger.balances")}</h2>
      <Grid
        label={t("ledger.balances")}
        empty={t("ledger.no_entries")}
        rows={[...ledger.balances, { account: "", account_name: "", amount: sum }]}
        id={(one) => one.account}
        columns={[
          { head: t("ledger.account"), names: true, cell: (one) => (one.account ? account(one) : t("ledger.together")) },
          { head: t("ledger.debit"), number: true, cell: (one) => (one.amount > 0 ? yuan(one.amount) : "") },
          { head: t("ledger.credit"), number: true, cell: (one) => (one.amount < 0 ? yuan(-one.amount) : one.amount === 0 && !one.account ? yuan(0) : "") },
        ]}
      />
      <details>
        <summary>{t("ledger.postings", { count: ledger.postings.length })}</summary>
        <Grid
          label={t("ledger.postings_label")}
          empty={t("ledger.no_entries")}
          rows={ledger.postings.flatMap((posting, nth) => posting.lines.map((line, at) => ({ ...posting, line, first: at === 0, id: `${nth}.${at}` })))}
          id={(one) => one.id}
          columns={[
            { head: t("ledger.day"), cell: (one) => (one.first ? <span className="nowrap">{one.day}</span> : "") },
            { head: t("ledger.from_what"), cell: (one) => (one.first ? <code>{one.entry ?? one.contract}</code> : "") },
            { head: t("ledger.account"), names: true, cell: (one) => account(one.line) },
            { head: t("ledger.debit"), number: true, cell: (one) => (one.line.amount > 0 ? yuan(one.line.amount) : "") },
            { head: t("ledger.credit"), number: true, cell: (one) => (one.line.amount < 0 ? yuan(-one.line.amount) : "") },
          ]}
        />
      </details>
    </section>
  );
}
