import type { Point } from "../../api/plan";
import { Grid } from "../../components/Grid";
import { useWords } from "../../i18n/context";
import { minutes, percentOf } from "../../lib/planning/numbers";
import { useNames } from "../useNames";

type Props = { label: string; points: readonly Point[]; days: number; nameOf: (nth: number) => string; scenario: string };

/** The cells as figures, the slowest first. */
export function PointTable({ label, points, days, nameOf, scenario }: Props) {
  const { t } = useWords();
  const names = useNames();
  const rows = points.map((one, nth) => ({ ...one, nth })).toSorted((a, b) => (b.response?.value ?? 0) - (a.response?.value ?? 0));
  return (
    <Grid
      label={`${label} ${scenario}`}
      empty=""
      rows={rows}
      id={(one) => String(one.nth)}
      columns={[
        { head: t("plan.cell_head"), names: true, cell: (one) => nameOf(one.nth) },
        { head: t("plan.area"), cell: (one) => names.area(one.area) },
        { head: t("plan.calls_a_year"), number: true, cell: (one) => (one.calls ? Math.round((one.calls.value / days) * 365) : "—") },
        { head: t("plan.mean_response"), number: true, cell: (one) => (one.response ? minutes(one.response.value) : "—") },
        { head: t("plan.of.arrived_in_time"), number: true, cell: (one) => (one.arrived_in_time ? percentOf(one.arrived_in_time.value) : "—") },
      ]}
    />
  );
}
