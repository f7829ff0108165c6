import { Alert, Button, Segmented } from "antd";
import { type FormEvent, useEffect, useState } from "react";
import * as account from "../api/account";
import { asProblem, type Problem } from "../api/http";
import type { Login as Given } from "../api/types";
import { useWords } from "../i18n/context";
import { useNamed } from "../i18n/named";
import { LanguageSwitch } from "./LanguageSwitch";
import { LoginFields, type LoginValues } from "./LoginFields";
import { ProblemAlert } from "./ProblemAlert";

type Props = { onLogIn: (login: Given) => Promise<void>; ended: boolean; problem: Problem | undefined };

const KEPT = "liandong.login";

/** The town and the account of the last time; never a secret. */
function kept(): Pick<LoginValues, "town" | "account"> {
  try {
    const [town = "", name = ""] = (localStorage.getItem(KEPT) ?? "").split("\n");
    return { town, account: name };
  } catch {
    return { town: "", account: "" };
  }
}

/** What the provider's door left in the address, taken out of it. */
function doorError(): string | undefined {
  const found = /^#login_error=(\w+)/.exec(window.location.hash)?.[1];
  if (found) window.history.replaceState(null, "", window.location.pathname + window.location.search);
  return found;
}

/** Signing in: with account and password, at the outside provider where there is one, or with a token. */
export function Login({ onLogIn, ended, problem: before }: Props) {
  const { t } = useWords();
  const named = useNamed();
  const [way, setWay] = useState<"password" | "token">("password");
  const [values, setValues] = useState<LoginValues>({ ...kept(), password: "", code: "", token: "" });
  const [problem, setProblem] = useState(before);
  const [atDoor] = useState(doorError);
  const [busy, setBusy] = useState(false);
  const [provider, setProvider] = useState<string>();
  useEffect(() => {
    // Without an answer there is no button; the other ways say what is wrong.
    account.provider().then(setProvider, () => undefined);
  }, []);

  const text = (name: keyof LoginValues) => values[name].trim();
  const ready = way === "token" ? text("token") !== "" : text("town") !== "" && text("account") !== "" && values.password !== "";
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready || busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      if (way === "password") {
        try {
          localStorage.setItem(KEPT, `${text("town")}\n${text("account")}`);
        } catch {
          // Asked again next time.
        }
      }
      await onLogIn(
        way === "token"
          ? { token: text("token") }
          : { town: text("town"), account: text("account"), password: values.password, ...(text("code") ? { code: text("code") } : {}) },
      );
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return (
    <main className="middle">
      <form className="login" onSubmit={(event) => void submit(event)}>
        <p className="login-brand">
          <img src="/icon.svg" alt="" width={36} height={36} /> {t("app.name")}
          <span>{t("app.desk")}</span>
        </p>
        <h1>{t("login.title")}</h1>
        {ended ? <Alert type="warning" showIcon title={t("login.ended")} /> : null}
        {atDoor ? <Alert type="error" showIcon role="alert" title={named(`login.door.${atDoor}`, null)} /> : null}
        {problem ? <ProblemAlert problem={problem} /> : null}
        <Segmented
          block
          aria-label={t("login.way")}
          value={way}
          options={(["password", "token"] as const).map((one) => ({ value: one, label: t(`login.way.${one}`) }))}
          onChange={(one) => {
            setWay(one);
            setProblem(undefined);
          }}
        />
        <LoginFields key={way} way={way} values={values} onChange={(change) => setValues({ ...values, ...change })} />
        <Button type="primary" size="large" htmlType="submit" block loading={busy} disabled={!ready}>
          {t("login.submit")}
        </Button>
        {provider ? (
          <Button size="large" block disabled={!text("town")} {...(text("town") ? { href: account.providerDoor(text("town")) } : {})}>
            {t("login.provider", { name: provider })}
          </Button>
        ) : null}
        <LanguageSwitch />
      </form>
    </main>
  );
}
