import * as assessments from "../api/assessments";
import { Panel } from "../components/Panel";
import { Shown } from "../components/Shown";
import { useAsked } from "../state/useAsked";
import { useClauseWords } from "./clauseWords";
import { LeftOuts } from "./LeftOuts";
import { Records } from "./Records";

type Props = { project: string; month: string; clause: string; onClose: () => void };

/** A clause opened: its text, its finding and the records behind it. */
export function ClausePanel({ project, month, clause, onClose }: Props) {
  const words = useClauseWords();
  const asked = useAsked(`${project}/${month}/${clause}`, (signal) => assessments.clauseEvidence(project, month, clause, null, signal));
  const more = (cursor: number) => assessments.clauseEvidence(project, month, clause, cursor);
  return (
    <Panel wide title={asked.value ? `${asked.value.clause.number} · ${month}` : month} onClose={onClose}>
      <Shown asked={asked}>
        {(found) => (
          <>
            <section className="card">
              <p>{found.clause.text}</p>
              <p>
                {words.measure(found.clause)}: <b className="figure">{words.measured(found.clause)}</b> <span className="quiet">{words.threshold(found.clause)}</span>
              </p>
              <LeftOuts all={found.clause.left_out} />
            </section>
            <Records items={found.items} next={found.next} total={found.total} more={more} />
          </>
        )}
      </Shown>
    </Panel>
  );
}
