import { useWords } from "../i18n/context";
import { coarse, isFar, pressing } from "../lib/inbox";
import { duration } from "../lib/time";

/** How long there is until a limit, or how long it is past: in days and hours when far, to the second when near. */
export function Deadline({ due, now }: { due: string | null | undefined; now: number }) {
  const { t } = useWords();
  const found = pressing(due, now);
  if (!found) return null;
  const { tone, left } = found;
  const { days, hours } = coarse(left);
  const figure = !isFar(left) ? duration(left) : days > 0 ? t("desk.days_hours", { days, hours }) : t("desk.hours", { hours });
  return (
    <span className={`clock ${tone}`}>
      {t(tone === "over" ? "clock.over" : "clock.left")} <b className="figure">{figure}</b>
    </span>
  );
}
