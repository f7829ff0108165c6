import { App, Button } from "antd";
import * as duty from "../api/duty";
import { serverNow } from "../api/http";
import { ActForm } from "../components/ActForm";
import { Shown } from "../components/Shown";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { deskRoute } from "../lib/deskRoute";
import { hoursOf } from "../lib/duty";
import { mayManageAssessment } from "../lib/rights";
import { day } from "../lib/time";
import { attendeesOf, planFields, planOf, summary } from "../lib/training";
import { useAsked } from "../state/useAsked";
import { go } from "../state/useRoute";
import type { DutyProps } from "./DutyPage";

/** Trainings of a year (培训): planned and held, hours by member, and what members owe. */
export function Trainings({ route, session }: DutyProps) {
  const { t, name, town } = useWords();
  const { message } = App.useApp();
  const today = day(serverNow(), town?.utc_offset_seconds ?? 0);
  const year = /^\d{4}$/.test(route.asked.year ?? "") ? (route.asked.year ?? "") : today.slice(0, 4);
  const asked = useAsked(year, async (signal) => {
    const [page, hours, overdue, members] = await Promise.all([
      duty.trainings({ from: `${year}-01-01`, to: `${year}-12-31` }, signal), duty.trainingHours(year, signal),
      duty.overdueTrainings(signal), duty.members(signal),
    ]);
    return { trainings: page.trainings, hours: hours.members, overdue: overdue.overdue, members };
  });
  const at = (which: number) => deskRoute("duty", ["trainings"], { year: String(which) });
  const planning = route.asked.new === "yes" && mayManageAssessment(session.role);
  return (
    <>
      <div className="row book-tools">
        <Button onClick={() => go(at(Number(year) - 1))} aria-label={t("duty.year_before")}>
          ←
        </Button>
        <h2>{year}</h2>
        <Button onClick={() => go(at(Number(year) + 1))} aria-label={t("duty.year_after")}>
          →
        </Button>
        <span className="spacer" />
        {mayManageAssessment(session.role) && !planning ? (
          <Button type="primary" onClick={() => go(deskRoute("duty", ["trainings"], { year, new: "yes" }))}>
            {t("training.plan")}
          </Button>
        ) : null}
      </div>
      <Shown asked={asked}>
        {(found) => (
          <>
            {planning ? (
              <ActForm
                draft="training.new"
                title={t("training.plan")}
                fields={[{ name: "id", label: t("training.id"), kind: "line", required: true, hint: t("training.id_hint") }, ...planFields({ t, name }, found.members)]}
                begin={{ day: today, kind: "in_service", minutes: "120", everybody: "yes" }}
                onSend={async (given, key) => {
                  const made = await duty.planTraining((given.id ?? "").trim(), planOf(given, attendeesOf(given, found.members)), key);
                  message.success(t("duty.recorded"));
                  go(deskRoute("duty", ["trainings", made.id]), true);
                }}
                onCancel={() => go(deskRoute("duty", ["trainings"], { year }), true)}
              />
            ) : null}
            {found.trainings.length === 0 ? <p className="quiet">{t("training.none", { year })}</p> : null}
            {found.trainings.length > 0 ? (
              <div className="table-scroll" tabIndex={0} role="region" aria-label={t("duty.part.trainings")}>
                <table className="sheet-table book-table">
                  <thead>
                    <tr>
                      {(["day", "title", "kind", "minutes", "trainer", "attended", "passed", "stage"] as const).map((one) => (
                        <th key={one} scope="col">
                          {t(`training.column.${one}`)}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {found.trainings.toSorted((a, b) => (a.day < b.day ? 1 : -1)).map((one) => {
                      const sums = summary(one);
                      return (
                        <tr key={one.id}>
                          <td className="nowrap">{one.day}</td>
                          <th scope="row">
                            <To route={deskRoute("duty", ["trainings", one.id])}>{one.title}</To>
                          </th>
                          <td>{name("training_kind", one.kind, one.kind_name)}</td>
                          <td className="number">{one.minutes}</td>
                          <td>{one.trainer}</td>
                          <td className="number">{sums.attended}</td>
                          <td className="number">{sums.passed}</td>
                          <td>
                            <span className={`mark stage-${one.stage}`}>{name("session_stage", one.stage, one.stage_name)}</span>
                          </td>
                        </tr>
                      );
                    })}
                  </tbody>
                </table>
              </div>
            ) : null}
            <div className="two-tables">
              <section className="card" aria-labelledby="training-owed">
                <h3 id="training-owed">{t("training.owed", { count: found.overdue.length })}</h3>
                {found.overdue.length === 0 ? <p className="all-well">✓ {t("training.nothing_owed")}</p> : null}
                <ul className="plain owed">
                  {found.overdue.map((one) => (
                    <li key={`${one.member.code}${one.reason}${one.training ?? ""}`}>
                      <b>{one.member.name}</b> {name("overdue_reason", one.reason, one.reason_name)}{" "}
                      <span className="quiet figure">{one.since}</span>{" "}
                      {one.training && found.trainings.some((of) => of.id === one.training) ? <To route={deskRoute("duty", ["trainings", one.training])}>{one.training}</To> : one.training ? <code>{one.training}</code> : null}
                    </li>
                  ))}
                </ul>
              </section>
              <section className="card" aria-labelledby="training-hours">
                <h3 id="training-hours">{t("training.hours", { year })}</h3>
                {found.hours.length === 0 ? <p className="quiet">{t("training.no_hours")}</p> : null}
                {found.hours.length > 0 ? (
                  <table className="sheet-table">
                    <thead>
                      <tr>
                        {(["member", "due", "attended", "time", "examined", "passed"] as const).map((one) => (
                          <th key={one} scope="col">
                            {t(`training.hours.${one}`)}
                          </th>
                        ))}
                      </tr>
                    </thead>
                    <tbody>
                      {found.hours.map((one) => (
                        <tr key={one.member.code}>
                          <th scope="row">{one.member.name}</th>
                          {[one.due, one.attended, hoursOf(one.minutes * 60), one.examined, one.passed].map((figure, nth) => (
                            <td key={nth} className="number">
                              {figure}
                            </td>
                          ))}
                        </tr>
                      ))}
                    </tbody>
                  </table>
                ) : null}
              </section>
            </div>
          </>
        )}
      </Shown>
    </>
  );
}
