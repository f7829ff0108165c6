import { Button, Input } from "antd";
import * as duty from "../api/duty";
import type { Turn } from "../api/duty";
import { serverNow } from "../api/http";
import { Shown } from "../components/Shown";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { deskRoute } from "../lib/deskRoute";
import { isDay } from "../lib/duty";
import { daysOn } from "../lib/report/words";
import { mayManageDuty } from "../lib/rights";
import { day, duration, time } from "../lib/time";
import { useAsked } from "../state/useAsked";
import { useNews } from "../state/useNews";
import { go } from "../state/useRoute";
import { AttendanceActs } from "./AttendanceActs";
import type { DutyProps } from "./DutyPage";
import { Panel } from "../components/Panel";
import { TurnFacts } from "./TurnFacts";

const keyOf = (turn: Turn) => `${turn.member.code}.${turn.shift.code}`;

/** A day's attendance (考勤): who was due, who came and left when. */
export function Attendance({ route, session }: DutyProps) {
  const { t, name, town } = useWords();
  const offset = town?.utc_offset_seconds ?? 0;
  const today = day(serverNow(), offset);
  const which = isDay(route.path[1]) ? route.path[1] : today;
  const asked = useAsked(which, (signal) => duty.day(which, signal));
  useNews(["stream"], asked.again);
  const at = (one: string, turn?: string) => deskRoute("duty", ["attendance", one], { turn });
  const clock = (iso: string | null | undefined) => (iso ? time(iso, offset).slice(0, 5) : "—");
  return (
    <>
      <div className="row book-tools">
        <Button onClick={() => go(at(daysOn(which, -1)))} aria-label={t("duty.day_before")}>
          ←
        </Button>
        <label htmlFor="attendance-day" className="hidden">
          {t("duty.day")}
        </label>
        <Input id="attendance-day" type="date" className="short" value={which} onChange={(event) => isDay(event.target.value) && go(at(event.target.value))} />
        <Button onClick={() => go(at(daysOn(which, 1)))} aria-label={t("duty.day_after")}>
          →
        </Button>
        {which !== today ? <To route={at(today)}>{t("duty.today")}</To> : null}
        {asked.value ? (
          <span className="quiet">{asked.value.day.festival ?? name("day_kind", asked.value.day.kind, asked.value.day.kind_name)}</span>
        ) : null}
      </div>
      <Shown asked={asked} empty={t("duty.no_turns")} isEmpty={(found) => found.turns.length === 0 && found.on_leave.length === 0}>
        {(found) => {
          const open = found.turns.find((turn) => keyOf(turn) === route.asked.turn);
          return (
            <>
              <Counts turns={found.turns} />
              <div className="table-scroll" tabIndex={0} role="region" aria-label={t("duty.part.attendance")}>
                <table className="sheet-table book-table">
                  <thead>
                    <tr>
                      <th scope="col">{t("duty.shift")}</th>
                      <th scope="col">{t("field.unit")}</th>
                      <th scope="col">{t("duty.member")}</th>
                      <th scope="col">{t("duty.came")}</th>
                      <th scope="col">{t("duty.left")}</th>
                      <th scope="col">{t("duty.status")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {found.turns.map((turn) => (
                      <tr key={keyOf(turn)}>
                        <td className="nowrap">
                          {turn.shift.name} <span className="quiet">{clock(turn.from)}–{clock(turn.to)}</span>
                        </td>
                        <td className="nowrap">{turn.unit.name}</td>
                        <th scope="row">
                          <To route={at(which, keyOf(turn))}>{turn.member.name}</To>
                          {turn.instead_of ? <span className="quiet fine"> {t("duty.for", { name: turn.instead_of.name })}</span> : null}
                        </th>
                        <td className="nowrap">
                          {clock(turn.came_at)}
                          {turn.late_seconds > 0 ? <span className="wrong fine"> {t("duty.late_by", { time: duration(turn.late_seconds) })}</span> : null}
                        </td>
                        <td className="nowrap">
                          {clock(turn.left_at)}
                          {turn.early_seconds > 0 ? <span className="wrong fine"> {t("duty.early_by", { time: duration(turn.early_seconds) })}</span> : null}
                        </td>
                        <td>
                          {turn.marks.map((one) => (
                            <span key={one.code} className={`mark mark-${one.code}`}>
                              {name("turn_mark", one.code, one.name)}
                            </span>
                          ))}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              {found.on_leave.length > 0 ? (
                <p>
                  {t("duty.on_leave")}: {found.on_leave.map((one) => one.name).join(", ")}
                </p>
              ) : null}
              {open ? (
                <Panel title={`${open.member.name} · ${which}`} onClose={() => go(at(which))}>
                  <TurnFacts turn={open} />
                  {mayManageDuty(session.role) ? <AttendanceActs turn={open} day={which} onChanged={asked.again} /> : null}
                </Panel>
              ) : null}
            </>
          );
        }}
      </Shown>
    </>
  );
}

/** How many turns stand how. */
function Counts({ turns }: { turns: Turn[] }) {
  const { name } = useWords();
  const counts = new Map<string, { name: string; count: number }>();
  for (const mark of turns.flatMap((turn) => turn.marks)) {
    counts.set(mark.code, { name: mark.name, count: (counts.get(mark.code)?.count ?? 0) + 1 });
  }
  return (
    <p className="row">
      {[...counts].map(([code, one]) => (
        <span key={code} className={`mark mark-${code}`}>
          {name("turn_mark", code, one.name)} {one.count}
        </span>
      ))}
    </p>
  );
}
