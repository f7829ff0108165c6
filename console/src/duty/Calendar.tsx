import { App, Button } from "antd";
import { useState } from "react";
import * as duty from "../api/duty";
import { serverNow } from "../api/http";
import { ActForm } from "../components/ActForm";
import { MonthTools } from "../components/MonthTools";
import { Shown } from "../components/Shown";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { must, whole } from "../lib/acts";
import { deskRoute } from "../lib/deskRoute";
import { isMonth, monthSpan, readCalendar, weeksOf } from "../lib/duty";
import { mayManageDuty } from "../lib/rights";
import { day } from "../lib/time";
import { useReportWords } from "../reports/words";
import { useAsked } from "../state/useAsked";
import type { DutyProps } from "./DutyPage";
import { Problem } from "../api/http";
import { translate } from "../i18n/translate";

/** Workdays, rest days and public holidays (节假日与调休), month by month. */
export function Calendar({ route, session }: DutyProps) {
  const { t, name, town } = useWords();
  const { message } = App.useApp();
  const words = useReportWords();
  const [entering, setEntering] = useState(false);
  const today = day(serverNow(), town?.utc_offset_seconds ?? 0);
  const month = isMonth(route.path[1]) ? route.path[1] : today.slice(0, 7);
  const asked = useAsked(month, (signal) => duty.calendar(monthSpan(month), signal));
  const year = Number(month.slice(0, 4));
  return (
    <>
      <MonthTools month={month} at={(one) => deskRoute("duty", ["calendar", one])}>
        <span className="spacer" />
        {mayManageDuty(session.role) && !entering ? <Button onClick={() => setEntering(true)}>{t("duty.enter_calendar")}</Button> : null}
      </MonthTools>
      {entering ? (
        <ActForm
          draft="calendar"
          title={t("duty.enter_calendar")}
          fields={[
            { name: "year", label: t("duty.year"), kind: "number", required: true },
            { name: "source", label: t("duty.source"), kind: "line", required: true, hint: t("duty.source_hint") },
            { name: "days", label: t("duty.special_days"), kind: "text", required: true, hint: t("duty.special_hint") },
          ]}
          begin={{ year: String(year + 1) }}
          onSend={async (given, key) => {
            const { calendar, wrong } = readCalendar(whole(given, "year"), must(given, "source"), must(given, "days"));
            if (wrong.length > 0) throw unread(wrong);
            await duty.publishCalendar(calendar, key);
            message.success(t("duty.calendar_entered"));
            setEntering(false);
            asked.again();
          }}
          onCancel={() => setEntering(false)}
        />
      ) : null}
      <Shown asked={asked}>
        {(days) => {
          const known = new Map(days.map((one) => [one.day, one]));
          return (
            <table className="calendar">
              <caption className="hidden">{month}</caption>
              <thead>
                <tr>
                  {[0, 1, 2, 3, 4, 5, 6].map((nth) => (
                    <th key={nth} scope="col">
                      {words.weekday(nth)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {weeksOf(month).map((week, nth) => (
                  <tr key={nth}>
                    {week.map((one, place) => {
                      const found = one ? known.get(one) : undefined;
                      return (
                        <td key={one ?? place} className={found ? `day-${found.kind} ${one === today ? "today" : ""}` : "no-day"} aria-current={one === today ? "date" : undefined}>
                          {one && found ? (
                            <To route={deskRoute("duty", ["attendance", one])} label={`${one} ${name("day_kind", found.kind, found.kind_name)} ${found.festival ?? ""}`}>
                              <b>{Number(one.slice(8))}</b>
                              <span>{name("day_kind", found.kind, found.kind_name)}</span>
                              {found.festival ? <span className="festival">{found.festival}</span> : null}
                            </To>
                          ) : null}
                        </td>
                      );
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          );
        }}
      </Shown>
    </>
  );
}

/** The lines that are no days are told before anything is sent. */
function unread(lines: number[]): Problem {
  const told = { lines: lines.join(", ") };
  return new Problem({
    type: "urn:liandong:problem:invalid", title: "", status: 422, code: "invalid", field: "days",
    detail: translate("zh-CN", "duty.lines_wrong", told), detail_en: translate("en", "duty.lines_wrong", told),
  });
}
