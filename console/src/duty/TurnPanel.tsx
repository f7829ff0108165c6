import type { MemberRecord, Turn } from "../api/duty";
import type { Session } from "../api/types";
import { Panel } from "../components/Panel";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { deskRoute } from "../lib/deskRoute";
import type { Cell } from "../lib/duty";
import { mayManageDuty } from "../lib/rights";
import { AttendanceActs } from "./AttendanceActs";
import { TurnFacts } from "./TurnFacts";

type Props = { member: MemberRecord; cell: Cell; session: Session; onChanged: () => void; onClose: () => void };

/** A member's day: the turns with their attendance, and what may be asked about them. */
export function TurnPanel({ member, cell, session, onChanged, onClose }: Props) {
  const { t, name } = useWords();
  const may = mayManageDuty(session.role);
  const ask = (kind: string, turn?: Turn) =>
    deskRoute("duty", ["requests", "new"], { kind, member: member.id, day: cell.day, shift: turn?.shift.code });
  return (
    <Panel title={`${member.name} · ${cell.day}`} onClose={onClose}>
      {cell.onLeave ? <p className="mark">{t("duty.on_leave")}</p> : null}
      {cell.wrong.map((one) => (
        <p key={`${one.kind}${one.from}`} className="wrong">
          ▲ {name("roster_finding", one.kind, one.kind_name)}
        </p>
      ))}
      {cell.turns.length === 0 ? <p className="quiet">{t("duty.no_turn")}</p> : null}
      {cell.turns.map((turn) => (
        <section key={`${turn.shift.code}${turn.from}`} className="card">
          <TurnFacts turn={turn} />
          {may ? <AttendanceActs turn={turn} day={cell.day} onChanged={onChanged} /> : null}
          {may || session.role === "member" ? (
            <p className="row">
              <To route={ask("swap", turn)}>{name("wish", "swap", t("duty.wish.swap"))}</To>
              <To route={ask("cover", turn)}>{name("wish", "cover", t("duty.wish.cover"))}</To>
            </p>
          ) : null}
        </section>
      ))}
      {may || session.role === "member" ? (
        <p className="row">
          <To route={ask("leave")}>{name("wish", "leave", t("duty.wish.leave"))}</To>
          {may ? <To route={ask("extra")}>{name("wish", "extra", t("duty.wish.extra"))}</To> : null}
        </p>
      ) : null}
    </Panel>
  );
}
