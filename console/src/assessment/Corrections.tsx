import type { Correction } from "../api/assessments";
import { serverNow } from "../api/http";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { shortTime } from "../lib/time";

/** Parts that are counted otherwise than computed: before, after, on which grounds. */
export function Corrections({ corrections }: { corrections: Correction[] }) {
  const { t, town } = useWords();
  if (corrections.length === 0) return null;
  return (
    <section className="card" aria-labelledby="corrections">
      <h3 id="corrections">{t("assess.corrections", { count: corrections.length })}</h3>
      <ul className="plain">
        {corrections.map((one) => (
          <li key={`${one.member.code}${one.part.code}${one.decision?.at ?? ""}`}>
            <Changed correction={one} />
            {one.decision ? (
              <p className="quiet">
                {t("assess.decided", {
                  name: one.decision.by.name, time: shortTime(one.decision.at, town?.utc_offset_seconds ?? 0, serverNow()), text: one.decision.reason,
                })}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Changed({ correction }: { correction: Correction }) {
  const { member, part, from, to, incidents } = correction;
  return (
    <p>
      <b>{member.name}</b> · {part.name}:{" "}
      <span className="figure">
        {from.numerator}/{from.denominator} → <b>{to.numerator}/{to.denominator}</b>
      </span>{" "}
      {incidents.map((id) => (
        <To key={id} route={{ page: "desk", incident: id }}>
          {id}
        </To>
      ))}
    </p>
  );
}
