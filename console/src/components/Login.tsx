import { Alert, Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { asProblem, type Problem } from "../api/http";
import { useWords } from "../i18n/context";
import { LanguageSwitch } from "./LanguageSwitch";
import { ProblemAlert } from "./ProblemAlert";

type Props = { onLogIn: (token: string) => Promise<void>; ended: boolean; problem: Problem | undefined };

export function Login({ onLogIn, ended, problem: before }: Props) {
  const { t } = useWords();
  const [token, setToken] = useState("");
  const [problem, setProblem] = useState(before);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!token.trim()) return;
    setBusy(true);
    try {
      await onLogIn(token.trim());
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return (
    <main className="middle">
      <form className="login" onSubmit={submit}>
        <p className="login-brand">
          <img src="/icon.svg" alt="" width={36} height={36} /> {t("app.name")}
          <span>{t("app.desk")}</span>
        </p>
        <h1>{t("login.title")}</h1>
        {ended ? <Alert type="warning" showIcon title={t("login.ended")} /> : null}
        {problem ? <ProblemAlert problem={problem} /> : null}
        <label htmlFor="token">{t("login.token")}</label>
        <Input.Password
          id="token"
          autoFocus
          autoComplete="current-password"
          size="large"
          value={token}
          onChange={(event) => setToken(event.target.value)}
          aria-describedby="token-hint"
        />
        <p id="token-hint" className="quiet">
          {t("login.hint")}
        </p>
        <Button type="primary" size="large" htmlType="submit" block loading={busy} disabled={!token.trim()}>
          {t("login.submit")}
        </Button>
        <LanguageSwitch />
      </form>
    </main>
  );
}
