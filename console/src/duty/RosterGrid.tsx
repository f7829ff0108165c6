import type { DutyDay, Roster, Turn } from "../api/duty";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import type { DeskRoute } from "../lib/deskRoute";
import { type Cell, type Group, shiftOrder } from "../lib/duty";
import { weekdayOf } from "../lib/report/words";
import { useReportWords } from "../reports/words";

type Props = {
  groups: Group[];
  week: DutyDay[];
  roster: Roster | undefined;
  today: string;
  at: (member: string, day: string) => DeskRoute;
};

/** How an attendance looks in a cell, beside its name that is read out. */
const MARKS: Record<string, string> = { present: "✓", on_duty: "●", late: "◷", left_early: "◶", absent: "✕", no_check_out: "?" };

/** Members by days. Shifts are named in words; colours only repeat them. */
export function RosterGrid({ groups, week, roster, today, at }: Props) {
  const { t, name, town } = useWords();
  const words = useReportWords();
  const teams = new Map(roster?.teams.map((one) => [one.id, one.name]));
  return (
    <div className="table-scroll roster-scroll" data-tour="duty-grid" tabIndex={0} role="region" aria-label={t("duty.part.roster")}>
      <table className="sheet-table roster">
        <thead>
          <tr>
            <th scope="col">{t("duty.member")}</th>
            {week.map(({ day }) => (
              <th key={day.day} scope="col" className={`day-${day.kind} ${day.day === today ? "today" : ""}`} aria-current={day.day === today ? "date" : undefined}>
                {words.weekday(weekdayOf(day.day))} <span className="figure">{day.day.slice(5)}</span>
                <span className="day-kind">{day.festival ?? name("day_kind", day.kind, day.kind_name)}</span>
              </th>
            ))}
            <th scope="col">{t("duty.turns")}</th>
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.unit}>
            <tr className="group">
              <th scope="colgroup" colSpan={week.length + 2}>
                {town?.units.find((one) => one.id === group.unit)?.name ?? group.unit}
              </th>
            </tr>
            {group.rows.map((row) => (
              <tr key={row.member.id}>
                <th scope="row">
                  {row.member.name} <span className="quiet fine">{row.member.id} · {teams.get(row.member.team) ?? row.member.team}</span>
                </th>
                {row.cells.map((cell) => (
                  <td key={cell.day} className={`${cell.day === today ? "today" : ""} ${cell.wrong.length > 0 ? "is-wrong" : ""}`}>
                    <To route={at(row.member.id, cell.day)} className="turn-cell" label={`${row.member.name} ${cell.day} ${said(cell, t("duty.off"), t("duty.on_leave"), name)}`}>
                      {cell.onLeave ? <span className="shift leave">{t("duty.on_leave")}</span> : null}
                      {cell.turns.map((turn) => (
                        <One key={`${turn.shift.code}${turn.from}`} turn={turn} order={shiftOrder(roster, turn.shift.code)} />
                      ))}
                      {!cell.onLeave && cell.turns.length === 0 ? <span className="off">·</span> : null}
                      {cell.wrong.length > 0 ? <span className="wrong">▲</span> : null}
                    </To>
                  </td>
                ))}
                <td className="number">{row.turns}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
      <p className="legend fine">
        {Object.entries(MARKS).map(([code, sign]) => (
          <span key={code}>
            <b className={`mark-${code}`}>{sign}</b> {name("turn_mark", code, t(`duty.mark.${code as MarkCode}`))}
          </span>
        ))}
        <span>
          <b>⇄</b> {t("duty.by_request")}
        </span>
        <span>
          <b className="wrong">▲</b> {t("duty.has_finding")}
        </span>
      </p>
    </div>
  );
}

type MarkCode = "present" | "on_duty" | "late" | "left_early" | "absent" | "no_check_out";

function One({ turn, order }: { turn: Turn; order: number }) {
  const mark = turn.marks.find((one) => one.code in MARKS);
  return (
    <span className={`shift shift-${order}`}>
      {turn.shift.name}
      {turn.by ? " ⇄" : null}
      {mark ? <b className={`mark-${mark.code}`}> {MARKS[mark.code]}</b> : null}
    </span>
  );
}

/** A cell in words, for who hears it. */
function said(cell: Cell, off: string, leave: string, name: (group: string, code: string, given?: string) => string): string {
  const turns = cell.turns.map((turn) => [turn.shift.name, ...turn.marks.map((one) => name("turn_mark", one.code, one.name))].join(" "));
  const all = [...(cell.onLeave ? [leave] : []), ...turns, ...cell.wrong.map((one) => name("roster_finding", one.kind, one.kind_name))];
  return all.length > 0 ? all.join(", ") : off;
}
