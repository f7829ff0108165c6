// Names of areas and cars, and of the hours that a car works.
import { useMemo } from "react";
import type { Window } from "../api/plan";
import { useWords } from "../i18n/context";
import { nthNew } from "../lib/planning/fleet";
import { dutySeconds, hoursOf, WEEK } from "../lib/planning/shifts";

export type Names = {
  area: (id: string) => string;
  car: (unit: string) => string;
  /** `day shift 08:00–20:00`. */
  hours: (duty: readonly Window[] | undefined) => string;
  weekday: (day: number) => string;
  /** `Mon 18:00`. */
  hour: (hour: number) => string;
};

export function useNames(): Names {
  const { t, town } = useWords();
  return useMemo(() => {
    const weekday = (day: number) => t(`plan.weekday.${String(day) as "1"}`);
    const hours = (duty: readonly Window[] | undefined): string => {
      const found = hoursOf(duty ?? []);
      switch (found.kind) {
        case "own": {
          const days = found.weekdays.length === WEEK.length ? "" : `${found.weekdays.map(weekday).join(t("plan.and"))} `;
          return `${days}${found.from}–${found.to}`;
        }
        case "file":
          return t("plan.hours_a_week", { hours: Math.round(dutySeconds(found.duty) / 3600) });
        default:
          return t(`plan.shift.${found.kind}`);
      }
    };
    return {
      area: (id) => town?.areas.find((one) => one.id === id)?.name ?? id,
      car: (unit) => {
        const nth = nthNew(unit);
        return nth === undefined ? (town?.units.find((one) => one.id === unit)?.name ?? unit) : t("plan.new_car", { n: nth });
      },
      hours,
      weekday,
      hour: (hour) => `${weekday(Math.trunc(hour / 24) + 1)} ${String(hour % 24).padStart(2, "0")}:00`,
    };
  }, [t, town]);
}
