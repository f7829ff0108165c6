// What a line of a back-test is about, and its figures in the units that people use.
import type { BacktestRow } from "../api/plan";
import { useWords } from "../i18n/context";
import { useNamed } from "../i18n/named";
import { rowFigure } from "../lib/planning/model";
import { percentOf } from "../lib/planning/numbers";

export function useRows(): { what: (row: BacktestRow) => string; figure: typeof rowFigure } {
  const { t, name } = useWords();
  const named = useNamed();
  const what = (row: BacktestRow) => {
    const of = row.of === "all" ? "" : name("category", row.of);
    const share = row.share == null ? "" : t("plan.row.share", { percent: percentOf(row.share, 0) });
    return [named(`plan.row.${row.what}`), of, share].filter(Boolean).join(" · ");
  };
  return { what, figure: rowFigure };
}
