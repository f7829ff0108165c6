import type { Session } from "../api/types";
import { PaperPage } from "../components/PaperPage";
import { useWords } from "../i18n/context";
import type { PerformanceRoute } from "../lib/performance/route";
import { FilingPage } from "./filing/FilingPage";
import { IndicatorPage } from "./IndicatorPage";
import { ProjectPage } from "./ProjectPage";
import { Projects } from "./Projects";

/** Projects, their figures and their filings. */
export default function PerformancePage({ route, session, onLogOut }: { route: PerformanceRoute; session: Session; onLogOut: () => void }) {
  const { t } = useWords();
  const title = t("perf.title");
  const about =
    route.page === "project"
      ? `${route.project} ${t(`perf.part.${route.part}`)}`
      : route.page === "indicator"
        ? `${route.project} ${route.indicator}`
        : route.page === "filing"
          ? route.filing
          : undefined;
  return (
    <PaperPage session={session} title={title} announced={about ? `${about} · ${title}` : title} onLogOut={onLogOut}>
      {route.page === "performance" ? <Projects asked={route.year} session={session} /> : null}
      {route.page === "project" ? <ProjectPage key={route.project} route={route} session={session} /> : null}
      {route.page === "indicator" ? (
        <IndicatorPage key={`${route.project}/${route.indicator}`} route={route} />
      ) : null}
      {route.page === "filing" ? <FilingPage key={route.filing} id={route.filing} query={route.query ?? {}} session={session} /> : null}
    </PaperPage>
  );
}
