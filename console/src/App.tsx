import { App as AntApp, Button, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { Fragment, lazy, Suspense, useEffect } from "react";
import { DeskPage } from "./components/DeskPage";
import { Login } from "./components/Login";
import { ProblemAlert } from "./components/ProblemAlert";
import { Wait } from "./components/Wait";
import { useWords } from "./i18n/context";
import type { Session } from "./api/types";
import type { Route } from "./lib/route";
import { tourOf } from "./lib/tour";
import { useFirstRun } from "./state/useFirstRun";
import { useRoute } from "./state/useRoute";
import { useSession } from "./state/useSession";
import "./styles.css";
import { theme } from "./theme";
import { TourHost } from "./tour/TourHost";

// Who works at the desk loads neither of these, and no charts.
const CheckPage = lazy(() => import("./check/CheckPage"));
const MapPage = lazy(() => import("./map/MapPage"));
const WallPage = lazy(() => import("./wall/WallPage"));
const WallEnded = lazy(() => import("./wall/WallEnded"));
const ReportsPage = lazy(() => import("./reports/ReportsPage"));
const RatingPage = lazy(() => import("./rating/RatingPage"));
const DESK_PAGES = {
  inbox: lazy(() => import("./inbox/InboxPage")),
  "follow-up": lazy(() => import("./followup/FollowUpPage")),
  duty: lazy(() => import("./duty/DutyPage")),
  assessment: lazy(() => import("./assessment/AssessmentPage")),
};
const PerformancePage = lazy(() => import("./performance/PerformancePage"));
const PlanningPage = lazy(() => import("./planning/PlanningPage"));
const AdminPage = lazy(() => import("./admin/AdminPage"));
const AccountPage = lazy(() => import("./admin/AccountPage"));

export function App() {
  const { language } = useWords();
  return (
    <ConfigProvider
      locale={language === "en" ? enUS : zhCN}
      theme={theme}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <AntApp message={{ top: 64, maxCount: 2 }} component={false}>
        <Door />
      </AntApp>
    </ConfigProvider>
  );
}

/** A caller who follows the rating link needs no login, and no session is asked for. */
function Door() {
  const route = useRoute();
  if (route.page !== "rating") return <Gate />;
  return (
    <Suspense fallback={<Wait />}>
      <RatingPage token={route.token} />
    </Suspense>
  );
}

/** The desk for those who are logged in, the login for others. */
function Gate() {
  const { t } = useWords();
  const { standing, logIn, logOut, retry } = useSession();
  const { page } = useRoute();
  const town = standing.is === "in" ? standing.session.town_name : undefined;
  useEffect(() => {
    // The other pages name themselves.
    if (!town) document.title = t("app.name");
    else if (page === "desk") document.title = `${t("app.name")} · ${town}`;
  }, [town, page, t]);
  switch (standing.is) {
    case "asking":
      return (
        <main>
          <Wait />
        </main>
      );
    case "failed":
      return (
        <main className="middle">
          <h1>{t("app.name")}</h1>
          <ProblemAlert problem={standing.problem} action={<Button onClick={retry}>{t("app.retry")}</Button>} />
        </main>
      );
    case "out":
      // From eight metres a form says nothing.
      if (page === "wall" && standing.ended) return <Suspense><WallEnded onLogIn={logIn} problem={standing.problem} /></Suspense>;
      return <Login onLogIn={logIn} ended={standing.ended} problem={standing.problem} />;
    case "in":
      return (
        <Fragment key={standing.session.account}>
          <Pages session={standing.session} onLogOut={logOut} />
          <Guide session={standing.session} />
        </Fragment>
      );
  }
}

function Pages({ session, onLogOut }: { session: Session; onLogOut: () => void }) {
  const route = useRoute();
  useFirstRun(session, route.page === "desk");
  // The phone's page is another program: main.tsx loads it instead of this one.
  if (route.page === "patrol") return <Anew />;
  if (route.page === "rating") return null;
  // Until then the server does nothing else for them.
  if (session.limited) return <Suspense fallback={<Wait />}>{other({ page: "account" }, session, onLogOut)}</Suspense>;
  if (route.page === "desk") return <DeskPage session={session} asked={route.incident} onLogOut={onLogOut} />;
  return <Suspense fallback={<Wait />}>{other(route, session, onLogOut)}</Suspense>;
}

function other(route: Exclude<Route, { page: "desk" | "patrol" | "rating" }>, session: Session, onLogOut: () => void) {
  if ("path" in route) {
    const Page = DESK_PAGES[route.page];
    return <Page route={route} session={session} onLogOut={onLogOut} />;
  }
  switch (route.page) {
    case "map":
      return <MapPage route={route} session={session} onLogOut={onLogOut} />;
    case "wall":
      return <WallPage session={session} />;
    case "check":
      return <CheckPage session={session} onLogOut={onLogOut} />;
    case "admin":
      return <AdminPage route={route} session={session} onLogOut={onLogOut} />;
    case "account":
      return <AccountPage session={session} onLogOut={onLogOut} />;
    case "performance":
    case "project":
    case "indicator":
    case "filing":
      return <PerformancePage route={route} session={session} onLogOut={onLogOut} />;
    case "planning":
    case "study":
      return <PlanningPage route={route} session={session} onLogOut={onLogOut} />;
    default:
      return <ReportsPage route={route} session={session} onLogOut={onLogOut} />;
  }
}

/** The guided tour of the page that is open; the phone's page has its own. */
function Guide({ session }: { session: Session }) {
  const { t, language } = useWords();
  const route = useRoute();
  const here = session.limited || route.page === "patrol" ? undefined : tourOf(route);
  const failed = (
    <p role="alert" className="tour-lost">
      {t("tour.failed")}
    </p>
  );
  return <TourHost who={session} here={here} language={language} failed={failed} />;
}

/** An address of another program: the phone's. */
function Anew() {
  useEffect(() => window.location.reload(), []);
  return <Wait />;
}
