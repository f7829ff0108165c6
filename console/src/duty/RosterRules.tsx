import { Button } from "antd";
import { useState } from "react";
import type { Roster } from "../api/duty";
import * as duty from "../api/duty";
import type { Session } from "../api/types";
import { ActForm } from "../components/ActForm";
import { useWords } from "../i18n/context";
import { must } from "../lib/acts";
import { hoursOf } from "../lib/duty";
import { daysOn } from "../lib/report/words";
import { mayManageDuty } from "../lib/rights";

type Props = { rosters: Roster[]; roster: Roster | undefined; session: Session; today: string; onChanged: () => void };

const OFF = "off";

/** The rotation behind the grid, and the next one from a day on (排班). */
export function RosterRules({ rosters, roster, session, today, onChanged }: Props) {
  const { t } = useWords();
  const [editing, setEditing] = useState(false);
  if (!roster) return <p className="quiet">{t("duty.no_roster")}</p>;
  const shiftName = (id: string) => roster.shifts.find((one) => one.id === id)?.name ?? t("duty.off");
  return (
    <details className="card rules" data-tour="duty-rules">
      <summary>
        <h3>{t("duty.rotation", { from: roster.from })}</h3>
      </summary>
      <dl className="facts">
        <div>
          <dt>{t("duty.shifts")}</dt>
          <dd>
            {roster.shifts.map((one) => `${one.name} ${hoursOf(one.from_second)}–${hoursOf((one.from_second + one.seconds) % 86_400)}`).join(" · ")}
          </dd>
        </div>
        <div>
          <dt>{t("duty.cycle", { days: roster.cycle.length })}</dt>
          <dd>{roster.cycle.map(shiftName).join(" → ")}</dd>
        </div>
        <div>
          <dt>{t("duty.teams")}</dt>
          <dd>{roster.teams.map((one) => t("duty.team_starts", { team: one.name, nth: one.starts_at + 1 })).join(" · ")}</dd>
        </div>
        <div>
          <dt>{t("duty.rosters")}</dt>
          <dd>{rosters.map((one) => one.from).join(", ")}</dd>
        </div>
      </dl>
      {mayManageDuty(session.role) && !editing ? <Button onClick={() => setEditing(true)}>{t("duty.new_roster")}</Button> : null}
      {editing ? (
        <ActForm
          draft={`roster.${roster.from}`}
          title={t("duty.new_roster")}
          note={t("duty.new_roster_note")}
          fields={[
            { name: "from", label: t("duty.from_day"), kind: "date", required: true },
            {
              name: "cycle",
              label: t("duty.cycle_field"),
              kind: "text",
              required: true,
              hint: t("duty.cycle_hint", { shifts: [...roster.shifts.map((one) => `${one.id}=${one.name}`), `${OFF}=${t("duty.off")}`].join(", ") }),
            },
            ...roster.teams.map((one) => ({
              name: `team.${one.id}`, label: t("duty.team_field", { team: one.name }), kind: "number" as const, required: true,
            })),
          ]}
          begin={{
            from: daysOn(today, 1),
            cycle: roster.cycle.join(" "),
            ...Object.fromEntries(roster.teams.map((one) => [`team.${one.id}`, String(one.starts_at + 1)])),
          }}
          onSend={async (given, key) => {
            const teams = roster.teams.map((one) => ({ ...one, starts_at: Number(must(given, `team.${one.id}`)) - 1 }));
            await duty.setRoster({ from: must(given, "from"), shifts: roster.shifts, cycle: must(given, "cycle").split(/[\s,]+/), teams }, key);
            setEditing(false);
            onChanged();
          }}
          onCancel={() => setEditing(false)}
        />
      ) : null}
    </details>
  );
}
