import { Input } from "antd";
import { useWords } from "../i18n/context";

export type LoginValues = { town: string; account: string; password: string; code: string; token: string };

type Props = { way: "password" | "token"; values: LoginValues; onChange: (change: Partial<LoginValues>) => void };

/** What one of the ways to sign in asks for. */
export function LoginFields({ way, values, onChange }: Props) {
  const { t } = useWords();
  if (way === "token") {
    return (
      <>
        <label htmlFor="token">{t("login.token")}</label>
        <Input.Password
          id="token"
          autoFocus
          autoComplete="current-password"
          size="large"
          value={values.token}
          onChange={(event) => onChange({ token: event.target.value })}
          aria-describedby="token-hint"
        />
        <p id="token-hint" className="quiet">
          {t("login.hint")}
        </p>
      </>
    );
  }
  return (
    <>
      <label htmlFor="login-town">{t("login.town")}</label>
      <Input
        id="login-town"
        autoFocus={!values.town}
        autoComplete="organization"
        size="large"
        value={values.town}
        onChange={(event) => onChange({ town: event.target.value })}
        aria-describedby="town-hint"
      />
      <p id="town-hint" className="quiet">
        {t("login.town_hint")}
      </p>
      <label htmlFor="login-account">{t("login.account")}</label>
      <Input
        id="login-account"
        autoFocus={Boolean(values.town) && !values.account}
        autoComplete="username"
        size="large"
        value={values.account}
        onChange={(event) => onChange({ account: event.target.value })}
      />
      <label htmlFor="login-password">{t("login.password")}</label>
      <Input.Password
        id="login-password"
        autoFocus={Boolean(values.town && values.account)}
        autoComplete="current-password"
        size="large"
        value={values.password}
        onChange={(event) => onChange({ password: event.target.value })}
      />
      <label htmlFor="login-code">{t("login.code")}</label>
      <Input
        id="login-code"
        autoComplete="one-time-code"
        size="large"
        value={values.code}
        onChange={(event) => onChange({ code: event.target.value })}
        aria-describedby="code-hint"
      />
      <p id="code-hint" className="quiet">
        {t("login.code_hint")}
      </p>
    </>
  );
}
