import * as api from "../api/performance";
import type { Session } from "../api/types";
import { Loaded } from "../components/Loaded";
import { Parts } from "../components/Parts";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { PROJECT_PARTS, type PerformanceRoute } from "../lib/performance/route";
import { useAsked } from "../state/useAsked";
import { ContractsPart } from "./ContractsPart";
import { FilingsPart } from "./FilingsPart";
import { IndicatorsPart } from "./IndicatorsPart";
import { LedgerPart } from "./LedgerPart";
import { Overview } from "./Overview";
import { ProfilePart } from "./ProfilePart";
import { ProofPart } from "./ProofPart";
import { SelfEvaluationPart } from "./SelfEvaluationPart";

type Props = { route: Extract<PerformanceRoute, { page: "project" }>; session: Session };

/** What every part of a project is given. */
export type PartProps = {
  detail: api.ProjectDetail;
  query: Record<string, string | undefined>;
  session: Session;
  /** The description or its proof has changed. */
  onChanged: () => void;
};

const PARTS = {
  overview: Overview,
  indicators: IndicatorsPart,
  ledger: LedgerPart,
  contracts: ContractsPart,
  proof: ProofPart,
  profile: ProfilePart,
  filings: FilingsPart,
  "self-evaluation": SelfEvaluationPart,
};

/** A project: one of its parts. */
export function ProjectPage({ route, session }: Props) {
  const { t } = useWords();
  const { project, part, query = {} } = route;
  const detail = useAsked(`project/${project}`, (signal) => api.project(project, undefined, signal));
  const Part = PARTS[part];
  return (
    <>
      <p className="no-print">
        <To route={{ page: "performance" }}>{t("perf.back")}</To>
      </p>
      <div className="paper-head">
        <h1>{detail.value?.project.name ?? project}</h1>
        {detail.value ? (
          <p className="quiet">
            {t("perf.year_n", { year: detail.value.project.year })} · {detail.value.project.implementing_office} ·{" "}
            <code>{project}</code>
          </p>
        ) : null}
      </div>
      <Parts
        label={t("perf.parts")}
        here={part}
        parts={PROJECT_PARTS.map((one) => ({ key: one, name: t(`perf.part.${one}`), route: { page: "project", project, part: one } }))}
      />
      <Loaded asked={detail}>{(one) => <Part detail={one} query={query} session={session} onChanged={detail.again} />}</Loaded>
    </>
  );
}
