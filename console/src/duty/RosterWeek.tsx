import { Button } from "antd";
import * as duty from "../api/duty";
import { serverNow } from "../api/http";
import { Shown } from "../components/Shown";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { deskRoute } from "../lib/deskRoute";
import { grid, isDay, mondayOf, rosterOn, weekOf } from "../lib/duty";
import { daysOn } from "../lib/report/words";
import { mayManageDuty } from "../lib/rights";
import { day } from "../lib/time";
import { useReportWords } from "../reports/words";
import { useAsked } from "../state/useAsked";
import { useNews } from "../state/useNews";
import { go } from "../state/useRoute";
import type { DutyProps } from "./DutyPage";
import { Findings } from "./Findings";
import { RosterGrid } from "./RosterGrid";
import { RosterRules } from "./RosterRules";
import { TurnPanel } from "./TurnPanel";

/** A week of duty: who stands where, what is wrong with it, and what would mend that. */
export function RosterWeek({ route, session }: DutyProps) {
  const { t, town } = useWords();
  const words = useReportWords();
  const offset = town?.utc_offset_seconds ?? 0;
  const today = day(serverNow(), offset);
  const monday = mondayOf(isDay(route.asked.week) ? route.asked.week : today);
  const days = weekOf(monday);
  const asked = useAsked(monday, async (signal) => {
    const span = { from: days[0] ?? monday, to: days[6] ?? monday };
    const [members, rosters, findings, ...week] = await Promise.all([
      duty.members(signal), duty.rosters(signal), duty.findings(span, signal), ...days.map((one) => duty.day(one, signal)),
    ]);
    return { members, rosters, findings, week };
  });
  useNews(["stream", "town"], asked.again);
  const at = (more: Record<string, string | undefined> = {}) => deskRoute("duty", [], { week: route.asked.week, ...more });
  const { member, day: chosen } = route.asked;
  return (
    <>
      <div className="row book-tools">
        <Button onClick={() => go(at({ week: daysOn(monday, -7) }))} aria-label={t("duty.week_before")}>
          ←
        </Button>
        <h2>{words.period({ from: monday, to: days[6] ?? monday })}</h2>
        <Button onClick={() => go(at({ week: daysOn(monday, 7) }))} aria-label={t("duty.week_after")}>
          →
        </Button>
        {monday !== mondayOf(today) ? <To route={at({ week: undefined })}>{t("duty.this_week")}</To> : null}
        <span className="spacer" />
        {mayManageDuty(session.role) || session.role === "member" ? (
          <Button type="primary" data-tour="duty-request" onClick={() => go(deskRoute("duty", ["requests", "new"]))}>
            {t("duty.new_request")}
          </Button>
        ) : null}
      </div>
      <Shown asked={asked}>
        {(found) => {
          const roster = rosterOn(found.rosters, days[6] ?? monday);
          const groups = grid(found.members, found.week, found.findings, offset);
          const cell = groups.flatMap((one) => one.rows).find((row) => row.member.id === member);
          const one = cell?.cells.find((of) => of.day === chosen);
          return (
            <>
              <Findings findings={found.findings} roster={roster} session={session} />
              <RosterGrid groups={groups} week={found.week} roster={roster} today={today} at={(who, when) => at({ member: who, day: when })} />
              <RosterRules rosters={found.rosters} roster={roster} session={session} today={today} onChanged={asked.again} />
              {cell && one ? (
                <TurnPanel member={cell.member} cell={one} session={session} onChanged={asked.again} onClose={() => go(at())} />
              ) : null}
            </>
          );
        }}
      </Shown>
    </>
  );
}
