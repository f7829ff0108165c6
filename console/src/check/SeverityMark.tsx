import { useWords } from "../i18n/context";
import type { Severity } from "../lib/check";

/** Shapes, for those who do not tell the colours apart. */
const SIGNS: Record<Severity, string> = { error: "✕", warning: "▲", note: "○" };

export function SeverityMark({ severity, count }: { severity: Severity; count?: number }) {
  const { t } = useWords();
  return (
    <span className={`severity ${severity}`}>
      <span aria-hidden="true">{SIGNS[severity]}</span> {t(`check.severity.${severity}`)}
      {count === undefined ? null : <b> {count}</b>}
    </span>
  );
}
