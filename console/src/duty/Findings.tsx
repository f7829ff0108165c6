import type { Roster, RosterFinding } from "../api/duty";
import type { Session } from "../api/types";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { deskRoute } from "../lib/deskRoute";
import { shiftAt } from "../lib/duty";
import { mayManageDuty } from "../lib/rights";
import { day, time } from "../lib/time";

type Props = { findings: RosterFinding[]; roster: Roster | undefined; session: Session };

/** Holes and double duty (漏岗、重岗), each with who could mend it. */
export function Findings({ findings, roster, session }: Props) {
  const { t, name, town, language } = useWords();
  const offset = town?.utc_offset_seconds ?? 0;
  if (findings.length === 0) {
    return (
      <p className="all-well" role="status" data-tour="duty-findings">
        ✓ {t("duty.no_findings")}
      </p>
    );
  }
  const when = (iso: string) => `${day(iso, offset).slice(5)} ${time(iso, offset).slice(0, 5)}`;
  return (
    <section className="card duty-findings" aria-labelledby="duty-findings" data-tour="duty-findings">
      <h3 id="duty-findings">{t("duty.findings", { count: findings.length })}</h3>
      <ul>
        {findings.map((one) => {
          const place = shiftAt(roster, one.from, offset);
          return (
            <li key={`${one.kind}${one.from}${one.unit?.code ?? one.area?.code ?? ""}${one.members.map((who) => who.code).join()}`}>
              <span className="severity warning">▲ {name("roster_finding", one.kind, one.kind_name)}</span>{" "}
              <span className="figure nowrap">
                {when(one.from)} – {when(one.to)}
              </span>{" "}
              <span>
                {language === "en"
                  ? [one.area?.name, one.unit?.name, ...one.members.map((who) => who.name)].filter(Boolean).join(" · ")
                  : one.what}
              </span>
              {one.could_mend.length > 0 ? null : <p className="quiet fine">{language === "en" ? t("duty.nobody_could_mend") : one.mend}</p>}
              {one.could_mend.length > 0 ? (
                <p className="could-mend fine">
                  {t("duty.could_mend")}{" "}
                  {one.could_mend.slice(0, 6).map((who) =>
                    mayManageDuty(session.role) && place && one.unit ? (
                      <To
                        key={who.code}
                        route={deskRoute("duty", ["requests", "new"], {
                          kind: "extra", member: who.code, day: place.day, shift: place.shift, unit: one.unit.code,
                        })}
                      >
                        {who.name}
                      </To>
                    ) : (
                      <span key={who.code}>{who.name}</span>
                    ),
                  )}
                </p>
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
