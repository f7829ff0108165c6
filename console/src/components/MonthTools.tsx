import { Button, Input } from "antd";
import type { ReactNode } from "react";
import { useWords } from "../i18n/context";
import { isMonth, monthsOn } from "../lib/duty";
import type { Route } from "../lib/route";
import { go } from "../state/useRoute";

/** From one month to the next, or to any. */
export function MonthTools({ month, at, children }: { month: string; at: (month: string) => Route; children?: ReactNode }) {
  const { t } = useWords();
  return (
    <div className="row book-tools">
      <Button onClick={() => go(at(monthsOn(month, -1)))} aria-label={t("duty.month_before")}>
        ←
      </Button>
      <label htmlFor="month" className="hidden">
        {t("duty.month")}
      </label>
      <Input id="month" type="month" className="short" value={month} onChange={(event) => isMonth(event.target.value) && go(at(event.target.value))} />
      <Button onClick={() => go(at(monthsOn(month, 1)))} aria-label={t("duty.month_after")}>
        →
      </Button>
      {children}
    </div>
  );
}
