import { type FormEvent, useEffect, useState } from "react";
import { asProblem, json, type Problem } from "../api/http";
import type { Session } from "../api/types";
import * as db from "./db";
import { Refusal } from "./Refusal";
import { useWords } from "./words";

const TOWN = "liandong.patrol.town";

type Props = { ended: boolean; before: Problem | undefined; onIn: () => void };

/** Signs in with a password or with an access token. What waits to be sent is kept meanwhile. */
export function Login({ ended, before, onIn }: Props) {
  const { t } = useWords();
  const [by, setBy] = useState<"password" | "token">("password");
  const [problem, setProblem] = useState(before);
  const [busy, setBusy] = useState(false);
  const [waits, setWaits] = useState(0);
  useEffect(() => {
    void db.acts.all().then((all) => setWaits(all.length), () => undefined);
  }, []);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const given = Object.fromEntries([...fields].flatMap(([key, value]) => (typeof value === "string" && value.trim() ? [[key, value.trim()]] : [])));
    setBusy(true);
    try {
      await json<Session>("/session", { method: "POST", body: given });
      if (given.town) localStorage.setItem(TOWN, given.town);
      onIn();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return (
    <main className="patrol p-login">
      <h1>
        <img src="/icon.svg" alt="" width={40} height={40} /> {t("patrol.title")}
      </h1>
      {ended ? <p className="p-note warn">{t("patrol.login.ended")}</p> : null}
      {waits > 0 ? <p className="p-note warn">{t("patrol.login.waits", { count: waits })}</p> : null}
      {problem ? <Refusal problem={problem.body} /> : null}
      <form className="p-form" onSubmit={submit}>
        {by === "password" ? (
          <>
            <label className="p-field">
              {t("patrol.login.town")}
              <input name="town" required autoCapitalize="none" defaultValue={localStorage.getItem(TOWN) ?? ""} />
            </label>
            <label className="p-field">
              {t("patrol.login.account")}
              <input name="account" required autoCapitalize="none" autoComplete="username" />
            </label>
            <label className="p-field">
              {t("patrol.login.password")}
              <input name="password" type="password" required autoComplete="current-password" />
            </label>
            <label className="p-field">
              {t("patrol.login.code")}
              <input name="code" inputMode="numeric" autoComplete="one-time-code" />
            </label>
          </>
        ) : (
          <label className="p-field">
            {t("patrol.login.token")}
            <input name="token" type="password" required autoComplete="current-password" />
          </label>
        )}
        <button type="submit" className="p-button main" disabled={busy}>
          {t("patrol.login.in")}
        </button>
        <button type="button" className="p-button plain" onClick={() => setBy(by === "password" ? "token" : "password")}>
          {t(by === "password" ? "patrol.login.by_token" : "patrol.login.by_password")}
        </button>
      </form>
      <div className="p-two">
        <a className="p-button" href="tel:110">
          {t("patrol.sos.tel110")}
        </a>
      </div>
    </main>
  );
}
