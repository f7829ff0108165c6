import { Alert } from "antd";
import * as duty from "../api/duty";
import { serverNow } from "../api/http";
import { MonthTools } from "../components/MonthTools";
import { Shown } from "../components/Shown";
import { useWords } from "../i18n/context";
import { deskRoute } from "../lib/deskRoute";
import { hoursOf, isMonth, monthSpan, total } from "../lib/duty";
import { day } from "../lib/time";
import { useAsked } from "../state/useAsked";
import type { DutyProps } from "./DutyPage";

/** Hours by member and kind of day (工时), in whole minutes of exact seconds; a member sees its own. */
export function Hours({ route }: DutyProps) {
  const { t, name, town } = useWords();
  const now = day(serverNow(), town?.utc_offset_seconds ?? 0).slice(0, 7);
  const month = isMonth(route.path[1]) ? route.path[1] : now;
  const asked = useAsked(month, (signal) => duty.hours(monthSpan(month), signal));
  const kinds = ["workday", "rest_day", "holiday"] as const;
  return (
    <>
      <MonthTools month={month} at={(one) => deskRoute("duty", ["hours", one])} />
      <p className="quiet fine">{t("duty.hours_what")}</p>
      <Shown asked={asked} empty={t("duty.no_hours")} isEmpty={(found) => found.members.length === 0}>
        {(found) => (
          <>
            {found.years_without_calendar.length > 0 ? (
              <Alert type="warning" showIcon title={t("duty.no_calendar_for", { years: found.years_without_calendar.join(", ") })} />
            ) : null}
            <div className="table-scroll" tabIndex={0} role="region" aria-label={t("duty.part.hours")}>
              <table className="sheet-table book-table hours">
                <thead>
                  <tr>
                    <th scope="col">{t("duty.member")}</th>
                    <th scope="col">{t("duty.turns")}</th>
                    <th scope="col">{t("duty.planned")}</th>
                    <th scope="col">{t("duty.worked")}</th>
                    {kinds.map((kind) => (
                      <th key={kind} scope="col">
                        {name("day_kind", kind, t(`duty.kind.${kind}`))}
                      </th>
                    ))}
                    <th scope="col">{t("duty.over")}</th>
                    {(["late", "left_early", "absent", "no_check_out"] as const).map((mark) => (
                      <th key={mark} scope="col">
                        {name("turn_mark", mark, t(`duty.mark.${mark}`))}
                      </th>
                    ))}
                    <th scope="col">{t("duty.leave_days")}</th>
                    <th scope="col">{t("event.late")}</th>
                  </tr>
                </thead>
                <tbody>
                  {found.members.map((one) => (
                    <tr key={one.member.code}>
                      <th scope="row">
                        {one.member.name} <span className="quiet fine">{one.member.code}</span>
                      </th>
                      <td className="number">{one.turns}</td>
                      <td className="number">{hoursOf(total(one.planned))}</td>
                      <td className="number">
                        <b>{hoursOf(total(one.worked))}</b>
                      </td>
                      {kinds.map((kind) => (
                        <td key={kind} className="number">
                          {hoursOf(one.worked[kind])}
                        </td>
                      ))}
                      <td className="number">{hoursOf(total(one.over))}</td>
                      {[one.late, one.left_early, one.absent, one.no_check_out].map((count, nth) => (
                        <td key={nth} className={`number ${count > 0 ? "wrong" : ""}`}>
                          {count}
                        </td>
                      ))}
                      <td className="number">{one.leave_days}</td>
                      <td className="number">{one.late_entries}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
      </Shown>
    </>
  );
}
