import * as desks from "../api/desks";
import type { Script } from "../api/desks";
import { Shown } from "../components/Shown";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { deskRoute } from "../lib/deskRoute";
import { useAsked } from "../state/useAsked";

/** What to say: the category's script, as the desk's line brought it or read by itself. */
export function ScriptCard({ category, given }: { category: string | undefined; given: Script | undefined }) {
  const { t } = useWords();
  const known = given !== undefined || !category;
  const asked = useAsked(known ? "" : category, async (signal) =>
    known ? undefined : (await desks.scripts(signal)).find((one) => one.category === category),
  );
  if (given) return <Words script={given} />;
  if (known) return null;
  return <Shown asked={asked}>{(script) => (script ? <Words script={script} /> : <p className="quiet">{t("follow.no_script")}</p>)}</Shown>;
}

function Words({ script }: { script: Script }) {
  const { t, name } = useWords();
  return (
    <section className="card script" aria-labelledby="script-title" data-tour="follow-script">
      <h3 id="script-title">
        {t("follow.script", { category: name("category", script.category, script.category_name) })}{" "}
        <To route={deskRoute("follow-up", ["scripts", script.category])} className="fine">
          {t("follow.version", { version: script.version })}
        </To>
      </h3>
      <p>{script.opening}</p>
      <ol>
        {script.questions.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ol>
      <p>{script.closing}</p>
    </section>
  );
}
