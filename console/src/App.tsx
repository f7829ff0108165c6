import { App as AntApp, Button, ConfigProvider, Spin } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { useEffect } from "react";
import { DeskPage } from "./components/DeskPage";
import { Login } from "./components/Login";
import { ProblemAlert } from "./components/ProblemAlert";
import { useWords } from "./i18n/context";
import { useSession } from "./state/useSession";
import { theme } from "./theme";

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
        <Gate />
      </AntApp>
    </ConfigProvider>
  );
}

/** The desk for those who are logged in, the login for others. */
function Gate() {
  const { t } = useWords();
  const { standing, logIn, logOut, retry } = useSession();
  const town = standing.is === "in" ? standing.session.town_name : undefined;
  useEffect(() => {
    document.title = town ? `${t("app.name")} · ${town}` : t("app.name");
  }, [town, t]);
  switch (standing.is) {
    case "asking":
      return (
        <main className="middle" aria-busy="true">
          <Spin />
          <p>{t("app.loading")}</p>
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
      return <Login onLogIn={logIn} ended={standing.ended} problem={standing.problem} />;
    case "in":
      return <DeskPage key={standing.session.account} session={standing.session} onLogOut={logOut} />;
  }
}
