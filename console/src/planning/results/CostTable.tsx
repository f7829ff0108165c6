import { Grid } from "../../components/Grid";
import { useWords } from "../../i18n/context";
import type { CostPoint } from "../../lib/planning/charts";
import { yuanWords } from "../../lib/planning/numbers";
import { fixed } from "../../lib/report/numbers";

/** Costs and shares as figures. */
export function CostTable({ points, label }: { points: readonly CostPoint[]; label: string }) {
  const { t } = useWords();
  return (
    <Grid
      label={label}
      empty=""
      rows={points.map((one, nth) => ({ ...one, nth }))}
      id={(one) => `${one.nth}`}
      columns={[
        { head: t("plan.scenario"), names: true, cell: (one) => one.name },
        { head: t("plan.yearly"), number: true, cell: (one) => yuanWords(Math.round(one.yuan * 100)) },
        { head: t("plan.share"), number: true, cell: (one) => `${fixed(one.share, 2)}%` },
        { head: t("plan.interval"), number: true, cell: (one) => `${fixed(one.low, 2)}–${fixed(one.high, 2)}%` },
        { head: t("plan.promise"), cell: (one) => t(`plan.verdict.${one.verdict}`) },
      ]}
    />
  );
}
