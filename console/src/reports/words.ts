import { useMemo } from "react";
import { useWords } from "../i18n/context";
import { type ReportWords, reportWords } from "../lib/report/words";

export function useReportWords(): ReportWords {
  const { t, name, language } = useWords();
  return useMemo(() => reportWords({ t, name, language }), [t, name, language]);
}
