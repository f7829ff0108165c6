import * as assessments from "../api/assessments";
import type { Scoring } from "../api/assessments";
import { Panel } from "../components/Panel";
import { Shown } from "../components/Shown";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { percentOf } from "../lib/assessment";
import type { DeskRoute } from "../lib/deskRoute";
import { useAsked } from "../state/useAsked";
import { LeftOuts } from "./LeftOuts";
import { Records } from "./Records";

type Props = {
  month: string;
  member: string;
  part: string | undefined;
  scoring: Scoring;
  at: (path?: string[], more?: Record<string, string | undefined>) => DeskRoute;
  onClose: () => void;
};

/** A member's line opened: each part with what it counts, and the very records behind it. */
export function EvidencePanel({ month, member, part, scoring, at, onClose }: Props) {
  const { t, name } = useWords();
  const asked = useAsked(`${month}/${member}/${part ?? ""}`, (signal) => assessments.evidence(month, member, part, null, signal));
  const more = (cursor: number) => assessments.evidence(month, member, part, cursor);
  const line = asked.value?.line;
  return (
    <Panel wide title={line ? `${line.member_name} · ${month} · ${line.score_printed}` : month} onClose={onClose}>
      <Shown asked={asked}>
        {(found) => (
          <>
            <nav className="phases" aria-label={t("assess.part")}>
              <To route={at([member])} className="phase-button" current={part === undefined}>
                {t("queue.all")}
              </To>
              {found.line.parts.map((one) => (
                <To key={one.part} route={at([member], { part: one.part })} className="phase-button" current={part === one.part}>
                  {nameOf(one.part, one.part_name)} {one.points ? one.points_printed : t("report.no_data")}
                </To>
              ))}
            </nav>
            {found.line.parts
              .filter((one) => one.part === part)
              .map((one) => {
                const computed = found.computed.parts.find((of) => of.part === one.part);
                const corrected = computed && (computed.numerator !== one.numerator || computed.denominator !== one.denominator);
                return (
                  <section key={one.part} className="card">
                    <p>
                      <b className="figure">
                        {one.numerator}/{one.denominator}
                      </b>{" "}
                      → {one.points ? one.points_printed : t("report.no_data")} ({percentOf(one.weight)})
                      {one.late > 0 ? <span className="late"> {t("assess.late", { count: one.late })}</span> : null}
                    </p>
                    {corrected ? (
                      <p className="late">{t("assess.computed_was", { numerator: computed.numerator, denominator: computed.denominator })}</p>
                    ) : null}
                    <LeftOuts all={one.left_out} />
                  </section>
                );
              })}
            <Records key={part ?? ""} items={found.items} next={found.next} total={found.total} more={more} {...(part ? {} : { partName: (code: string) => nameOf(code, code) })} />
          </>
        )}
      </Shown>
    </Panel>
  );

  function nameOf(code: string, given: string): string {
    const rule = scoring.parts.find((one) => one.id === code);
    return rule ? name("measure", rule.measure, rule.name) : given;
  }
}
