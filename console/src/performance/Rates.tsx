import type { LedgerView } from "../api/performance";
import { useWords } from "../i18n/context";
import { hundredthsText, yuan } from "../lib/performance/money";

/** The ledger's leading figures; both execution rates are named, with the numbers that they are made of. */
export function Rates({ ledger }: { ledger: LedgerView }) {
  const { t } = useWords();
  const rate = (one: LedgerView["elapsed"]) =>
    typeof one.percent_hundredths === "number" ? `${hundredthsText(one.percent_hundredths)}%` : t("ledger.over_zero");
  const money = (one: LedgerView["elapsed"]) => `${yuan(one.numerator)} / ${yuan(one.denominator)}`;
  const count = (one: LedgerView["elapsed"]) => t("ledger.days_of", { done: one.numerator, all: one.denominator });
  const lines: { name: string; value: string; below: string }[] = [
    { name: t("ledger.rate_on_initial"), value: rate(ledger.rate_on_initial), below: money(ledger.rate_on_initial) },
    { name: t("ledger.rate_on_adjusted"), value: rate(ledger.rate_on_adjusted), below: money(ledger.rate_on_adjusted) },
    { name: t("ledger.elapsed"), value: rate(ledger.elapsed), below: count(ledger.elapsed) },
    {
      name: t("ledger.gap"),
      value: typeof ledger.gap_hundredths === "number" ? t("ledger.points", { points: hundredthsText(ledger.gap_hundredths) }) : t("ledger.no_value"),
      below: t("ledger.gap_is"),
    },
    { name: t("ledger.service"), value: rate(ledger.service), below: count(ledger.service) },
  ];
  return (
    <dl className="leads rates">
      {lines.map((line) => (
        <div key={line.name} className="card">
          <dt>{line.name}</dt>
          <dd>
            <b>{line.value}</b>
            <span>{line.below}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
