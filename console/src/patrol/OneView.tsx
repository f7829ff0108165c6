import { useEffect, useState } from "react";
import { To } from "../components/To";
import { incident as read } from "../api/calls";
import { asProblem, type Problem } from "../api/http";
import type { Incident } from "../api/types";
import { CaseCard } from "./CaseCard";
import { usePatrol } from "./context";
import { Media } from "./Media";
import { Pressed } from "./Pressed";
import { Refusal } from "./Refusal";
import { useWords } from "./words";

/** An incident by its number: to be looked at again, and for a photo that came later. */
export function OneView({ id }: { id: string }) {
  const { t } = useWords();
  const { known, pending } = usePatrol();
  const [incident, setIncident] = useState<Incident>();
  const [problem, setProblem] = useState<Problem>();
  // Read anew when what was attached here has gone.
  const waits = pending.filter((one) => one.about === id).length;
  useEffect(() => {
    let stale = false;
    read(id).then((one) => !stale && setIncident(one), (error: unknown) => !stale && setProblem(asProblem(error)));
    return () => {
      stale = true;
    };
  }, [id, waits]);
  const part = incident?.units.findLast((unit) => unit.unit === known?.own?.car.id);
  const rated = incident?.follow_ups ?? [];
  return (
    <>
      <To route={{ page: "patrol", view: "shift" }} className="p-button">
        {t("patrol.back")}
      </To>
      {problem && !incident ? <Refusal problem={problem.body} /> : null}
      {incident ? (
        <>
          <CaseCard incident={incident} part={part} />
          {part ? (
            <div className="p-more">
              <Media incident={incident} />
            </div>
          ) : null}
          <Rating follow={rated} />
          <Pressed incident={incident} part={part} />
        </>
      ) : problem ? null : (
        <p className="p-empty" aria-busy="true">
          {t("patrol.loading")}
        </p>
      )}
    </>
  );
}

function Rating({ follow }: { follow: Incident["follow_ups"] }) {
  const { t, name } = useWords();
  const graded = follow.filter((one) => one.grade);
  if (graded.length === 0) return <p className="p-small">{t("patrol.finished.unrated")}</p>;
  return (
    <ul className="p-card p-list">
      {graded.map((one) => (
        <li key={one.at}>
          <b>{one.grade ? name("grade", one.grade, one.grade_name) : ""}</b>
          {one.words || one.complaint ? <p className="p-said">{one.complaint ?? one.words}</p> : null}
        </li>
      ))}
    </ul>
  );
}
