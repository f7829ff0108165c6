import { PaperPage } from "../components/PaperPage";
import { Parts } from "../components/Parts";
import type { Session } from "../api/types";
import { useWords } from "../i18n/context";
import { PLANNING_PARTS, type PlanningRoute } from "../lib/planning/route";
import { mayReadPerformance } from "../lib/rights";
import { Cheapest } from "./Cheapest";
import { ModelPart } from "./ModelPart";
import { Studies } from "./Studies";
import { StudyPage } from "./StudyPage";
import { usePlanning } from "./usePlanning";
import { WhatIf } from "./WhatIf";
import "../styles/map.css";
import "../styles/planning.css";

type Props = { route: PlanningRoute; session: Session; onLogOut: () => void };

/** How many cars, at which hours, keep the promise, and at what cost. */
export default function PlanningPage({ route, session, onLogOut }: Props) {
  const { t } = useWords();
  const title = t("plan.title");
  const about = route.page === "study" ? `${t("plan.study")} ${route.study}` : t(`plan.part.${route.part}`);
  return (
    <PaperPage session={session} title={title} announced={`${about} · ${title}`} onLogOut={onLogOut}>
      {mayReadPerformance(session.role) ? (
        <>
          <h1>{title}</h1>
          <p className="quiet no-print">{t("plan.what")}</p>
          <Parts
            label={t("plan.parts")}
            here={route.page === "study" ? "studies" : route.part}
            parts={PLANNING_PARTS.map((part) => ({ key: part, name: t(`plan.part.${part}`), route: { page: "planning", part } }))}
          />
          <Body route={route} session={session} />
        </>
      ) : null}
    </PaperPage>
  );
}

/** What was computed stays while somebody looks at another part. */
function Body({ route, session }: Omit<Props, "onLogOut">) {
  const planning = usePlanning(session.account);
  if (route.page === "study") return <StudyPage key={route.study} id={route.study} session={session} planning={planning} />;
  if (route.part === "studies") return <Studies />;
  return (
    <>
      <ModelPart planning={planning} />
      {route.part === "what-if" ? <WhatIf planning={planning} session={session} /> : <Cheapest planning={planning} />}
    </>
  );
}
