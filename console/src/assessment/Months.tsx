import { Button, Input } from "antd";
import { useState } from "react";
import * as assessments from "../api/assessments";
import { serverNow } from "../api/http";
import type { Session } from "../api/types";
import { Shown } from "../components/Shown";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { deskRoute } from "../lib/deskRoute";
import { isMonth } from "../lib/duty";
import { day, shortTime } from "../lib/time";
import { useAsked } from "../state/useAsked";
import { go } from "../state/useRoute";

/** The months that were computed, and the way to any other. */
export function Months({ session }: { session: Session }) {
  const { t, name, town } = useWords();
  const offset = town?.utc_offset_seconds ?? 0;
  const asked = useAsked("months", assessments.months);
  const [month, setMonth] = useState(day(serverNow(), offset).slice(0, 7));
  const at = (iso: string | null | undefined) => (iso ? shortTime(iso, offset, serverNow()) : "—");
  return (
    <>
      <form
        className="row book-tools"
        data-tour="assess-month"
        onSubmit={(event) => {
          event.preventDefault();
          if (isMonth(month)) go(deskRoute("assessment", [month]));
        }}
      >
        <label htmlFor="assess-month">{t("assess.month")}</label>
        <Input id="assess-month" type="month" className="short" value={month} onChange={(event) => setMonth(event.target.value)} />
        <Button htmlType="submit" disabled={!isMonth(month)} data-tour="assess-open">
          {t("assess.open")}
        </Button>
      </form>
      <Shown asked={asked} empty={t(session.role === "member" ? "assess.none_published" : "assess.none")} isEmpty={(page) => page.assessments.length === 0}>
        {(page) => (
          <div className="table-scroll" tabIndex={0} role="region" aria-label={t("assess.part.members")}>
            <table className="sheet-table book-table">
              <thead>
                <tr>
                  {(["month", "stage", "members", "incidents", "computed", "published", "appeal_until", "appeals", "final"] as const).map((one) => (
                    <th key={one} scope="col">
                      {t(`assess.column.${one}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {page.assessments.map((one) => (
                  <tr key={one.month}>
                    <th scope="row">
                      <To route={deskRoute("assessment", [one.month])}>{one.month}</To>
                    </th>
                    <td>
                      <span className={`mark stage-${one.stage}`}>{name("stage", one.stage, one.stage_name)}</span>
                      {one.revision_waiting ? <span className="mark busy">{t("assess.revision_waiting")}</span> : null}
                    </td>
                    <td className="number">{one.members}</td>
                    <td className="number">{one.incidents}</td>
                    <td className="nowrap">{at(one.computed_at)}</td>
                    <td className="nowrap">{at(one.published_at)}</td>
                    <td className="nowrap">{at(one.appeal_until)}</td>
                    <td className={`number ${one.appeals_waiting > 0 ? "wrong" : ""}`}>{one.appeals_waiting}</td>
                    <td className="nowrap">{at(one.final_at)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Shown>
    </>
  );
}
