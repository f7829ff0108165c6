import type { LeftOut } from "../api/assessments";
import { useWords } from "../i18n/context";

/** What a figure does not count, why, and how often. */
export function LeftOuts({ all }: { all: LeftOut[] }) {
  const { t, name } = useWords();
  if (all.length === 0) return null;
  return (
    <p className="quiet fine">
      {t("sheet.exclusions")}: {all.map((one) => `${name("left_out", one.reason, one.reason_name)} ${one.count}`).join(" · ")}
    </p>
  );
}
