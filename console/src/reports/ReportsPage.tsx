import type { Session } from "../api/types";
import { PaperPage } from "../components/PaperPage";
import { useWords } from "../i18n/context";
import type { Route } from "../lib/route";
import { List } from "./List";
import { One } from "./One";
import { Year } from "./Year";

type Asked = Extract<Route, { page: "reports" | "year" | "report" | "preview" }>;

/** Reports: the published ones, one of them, a preview, a year's months. */
export default function ReportsPage({ route, session, onLogOut }: { route: Asked; session: Session; onLogOut: () => void }) {
  const { t } = useWords();
  const title = t("reports.title");
  const announced =
    route.page === "report"
      ? route.id
      : route.page === "preview"
        ? `${t("reports.preview_title")} ${route.day}`
        : `${title} ${t(`reports.kind.${route.page === "year" ? "year" : route.kind}`)}`;
  return (
    <PaperPage session={session} title={title} announced={announced} onLogOut={onLogOut}>
      {route.page === "reports" ? <List key={route.kind} kind={route.kind} /> : null}
      {route.page === "year" ? <Year asked={route.year} /> : null}
      {route.page === "report" ? (
        <One key={route.id} which={route.edition === undefined ? { id: route.id } : { id: route.id, edition: route.edition }} session={session} />
      ) : null}
      {route.page === "preview" ? <One which={{ kind: route.kind, day: route.day }} session={session} /> : null}
    </PaperPage>
  );
}
