import * as calls from "../api/calls";
import * as api from "../api/performance";
import { Loaded } from "../components/Loaded";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { useNamed } from "../i18n/named";
import { quotesIn } from "../lib/planning/quotes";
import { useAsked } from "../state/useAsked";

type Line = { filing: api.FilingView; quoted: boolean };

/** The filings that quote a study, and those that are still written. */
async function filingsOf(study: string, signal: AbortSignal): Promise<Line[]> {
  const projects = await calls.projects();
  const all = (await Promise.all(projects.map((one) => api.filings(one.id, signal)))).flat();
  const seen = await Promise.all(all.filter((one) => one.stage !== "abandoned").map((one) => api.filing(one.id, signal)));
  return seen
    .map((filing) => ({ filing, quoted: quotesIn(filing.printed).some((one) => one.study === study) }))
    .filter(({ filing, quoted }) => quoted || filing.stage === "open");
}

/** Where a study is quoted as grounds for the next year's budget, or can be. */
export function Quoted({ id, withdrawn, may }: { id: string; withdrawn: boolean; may: boolean }) {
  const { t } = useWords();
  const named = useNamed();
  const lines = useAsked(`quoted/${id}`, (signal) => filingsOf(id, signal));
  return (
    <section className="card no-print" aria-labelledby="plan-quoted">
      <h3 id="plan-quoted">{t("plan.quoted")}</h3>
      <p className="quiet">{t("plan.quoted_why")}</p>
      <Loaded asked={lines}>
        {(all) =>
          all.length === 0 ? (
            <p className="quiet">{t("plan.no_filings")}</p>
          ) : (
            <ul className="bulleted">
              {all.map(({ filing, quoted }) => (
                <li key={filing.id}>
                  <To route={{ page: "filing", filing: filing.id, query: { view: "grounds" } }}>
                    {filing.printed.header.project_name} · {t("filing.named", { tracking: filing.tracking, edition: filing.edition })}
                  </To>{" "}
                  · {named(`filing.stage.${filing.stage}`, filing.stage_name)} · {quoted ? <b>{t("plan.is_quoted")}</b> : may && !withdrawn ? t("plan.may_quote") : t("plan.not_quoted")}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
