import { useMemo } from "react";
import type { Clause } from "../api/assessments";
import { useWords } from "../i18n/context";
import { percentOf, yuan } from "../lib/assessment";
import { percent } from "../lib/report/numbers";

/** A clause's measure, threshold and price in words. */
export function useClauseWords() {
  const { t, name } = useWords();
  return useMemo(
    () => ({
      measure: (one: Clause) => name("clause_measure", one.measure.by, one.measure_name),
      measured: ({ measured }: Clause): string => {
        if (measured === "no_evidence") return t("report.no_data");
        if ("share" in measured) return `${percent(measured.share) ?? t("report.no_data")} (${measured.share.numerator}/${measured.share.denominator})`;
        return t("vendor.counted", { count: measured.count.count, of: measured.count.of });
      },
      threshold: ({ threshold }: Clause): string =>
        "at_least" in threshold ? `≥ ${percentOf(threshold.at_least)}` : `≤ ${threshold.at_most}`,
      price: (one: Clause): string => {
        const sum = typeof one.deduct_fen === "number" ? t("vendor.price_yuan", { yuan: yuan(one.deduct_fen) }) : t("vendor.price_share", { share: one.deduct_per_mille ?? 0 });
        const each = one.each ? t("at_least" in one.threshold ? "vendor.each_point" : "vendor.each_one", { sum }) : sum;
        return typeof one.most_fen === "number" ? t("vendor.at_most", { each, most: yuan(one.most_fen) }) : each;
      },
    }),
    [t, name],
  );
}
