import type { Figure } from "../api/performance.types";
import { useNamed } from "../i18n/named";
import { useWords } from "../i18n/context";
import { yuan } from "../lib/performance/money";
import { fraction, percent } from "../lib/report/numbers";

/** What a figure is made of. */
export function FigureFacts({ figure }: { figure: Figure }) {
  const { t, language } = useWords();
  const named = useNamed();
  const facts: [string, string][] = [
    [t("figure.value"), useValue(figure)],
    [t("sheet.formula"), language === "en" ? figure.formula_en : figure.formula],
    [t("perf.period"), t("perf.days", figure.period)],
    [t("sheet.numerator"), figure.numerator === null ? t("figure.not_a_share") : String(figure.numerator)],
    [t("sheet.denominator"), figure.denominator === null ? t("figure.not_a_share") : String(figure.denominator)],
    [t("figure.evidence"), t("figure.evidence_n", { count: figure.evidence, late: figure.late_entries })],
    [
      t("sheet.exclusions"),
      figure.exclusions.length === 0
        ? t("figure.nothing_excluded")
        : figure.exclusions.map((one) => t("figure.excluded_n", { reason: named(`figure.excluded.${one.reason}`), count: one.count })).join(t("figure.and")),
    ],
  ];
  return (
    <dl className="card reasons figure-facts" data-tour="perf-facts">
      {facts.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The value unrounded where it is a share: both its numbers stand beside the percentage. */
function useValue({ value }: Figure): string {
  const { t } = useWords();
  const share = (one: { numerator: number; denominator: number }) => `${percent(one) ?? t("figure.over_zero")} (${fraction(one)})`;
  switch (value.kind) {
    case "none":
      return t(value.of === "over_zero" ? "figure.over_zero" : "figure.no_evidence");
    case "money":
      return t("figure.yuan", { amount: yuan(value.of) });
    case "count":
      return String(value.of);
    case "ratio":
      return share(value.of);
    case "change":
      return `${share(value.of.before)} → ${share(value.of.after)}`;
    case "documents":
      return t("figure.documents_n", { count: value.of.count, newest: value.of.newest });
  }
}
