import { useCallback } from "react";
import type { FilingView } from "../../api/performance";
import { useWords } from "../../i18n/context";
import { useNamed } from "../../i18n/named";

/** The name of a field of the form: `sections.conclusion`, `rows.<indicator>.cause`, `header.executed`. */
export function useFieldNames(filing: FilingView): (field: string) => string {
  const { t } = useWords();
  const named = useNamed();
  return useCallback(
    (field) => {
      const cell = /^rows\.(.+)\.(\w+)$/.exec(field);
      if (cell?.[1]) {
        const name = filing.printed.rows.find((row) => row.id === cell[1])?.name ?? cell[1];
        return t("filing.cell", { row: name, cell: named(`sheet.${cell[2]}`) });
      }
      const judged = /^judgements\.(\w+)/.exec(field);
      if (judged?.[1]) return named(`sheet.judge_${judged[1]}`);
      if (field === "remarks" || field.startsWith("sections.")) return named(`filing.text.${field}`);
      return named(`sheet.${field.slice(field.indexOf(".") + 1)}`);
    },
    [filing, t, named],
  );
}
