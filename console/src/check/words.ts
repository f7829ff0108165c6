// Names of fields and places of a form, in the chosen language.
import { useCallback, useMemo } from "react";
import type { FieldReading, Quotation } from "../api/types";
import { useWords } from "../i18n/context";
import { placesInEnglish } from "../i18n/en.check";
import { reworded, rowOf } from "../lib/check";

export function useFormWords(readings: readonly FieldReading[]) {
  const { t, language } = useWords();
  const names = useMemo(() => new Map(readings.map((one) => [one.field, one.name])), [readings]);

  /** The field's name on the form; of the table's cells, with their row. */
  const fieldName = useCallback(
    (field: string) => {
      const own = names.get(field) ?? field;
      const row = rowOf(field, readings);
      if (!row) return own;
      return t("check.row_field", { number: row.number, row: row.name || t("check.unnamed"), field: own });
    },
    [names, readings, t],
  );

  const placeName = useCallback(
    (place: Quotation) => {
      if (language !== "en") return place.at;
      if (typeof place.line !== "number") return reworded(place.at, placesInEnglish);
      return t("check.line", { line: place.line, from: place.from ?? 1, to: place.to ?? place.from ?? 1 });
    },
    [language, t],
  );
  return { fieldName, placeName };
}
