import { useEffect, useState } from "react";
import type { Session } from "../api/types";
import { useSession } from "../state/useSession";
import * as db from "./db";
import { Login } from "./Login";
import { Refusal } from "./Refusal";
import { Shell } from "./Shell";
import { useWords } from "./words";

/** On a bad line nobody waits longer to see what is in hand. */
const PATIENCE_MS = 1_500;

/** Who is there: by the server's word, and without a signal by what the phone kept of the last login. */
export function Gate() {
  const { t } = useWords();
  const { standing, logOut, retry } = useSession();
  const [kept, setKept] = useState<Session>();
  const [slow, setSlow] = useState(false);
  const unreached = standing.is === "failed" && standing.problem.code === "network";

  useEffect(() => {
    void db.kept("session").then(setKept, () => undefined);
    const timer = window.setTimeout(() => setSlow(true), PATIENCE_MS);
    return () => window.clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (standing.is === "in") db.keep("session", standing.session).catch(() => undefined);
  }, [standing]);
  useEffect(() => {
    if (!unreached) return;
    const seen = () => document.visibilityState === "visible" && retry();
    window.addEventListener("online", retry);
    document.addEventListener("visibilitychange", seen);
    return () => {
      window.removeEventListener("online", retry);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [unreached, retry]);

  const leave = () => {
    // What was read is forgotten; what waits to be sent stays until this person is back.
    void db.forget().finally(() => void logOut());
  };
  const session = standing.is === "in" ? standing.session : unreached || (standing.is === "asking" && slow) ? kept : undefined;
  if (session) return <Person key={session.account} session={session} onLogOut={leave} />;
  if (standing.is === "out") return <Login ended={standing.ended} before={standing.problem} onIn={retry} />;
  return (
    <main className="patrol p-login">
      <h1>{t("patrol.title")}</h1>
      {standing.is === "failed" ? (
        <Refusal problem={standing.problem.body}>
          <button type="button" className="p-button" onClick={retry}>
            {t("patrol.retry")}
          </button>
        </Refusal>
      ) : (
        <p className="p-empty" aria-busy="true">
          {t("patrol.loading")}
        </p>
      )}
    </main>
  );
}

function Person({ session, onLogOut }: { session: Session; onLogOut: () => void }) {
  const { t } = useWords();
  if (session.role === "member" && !session.limited) return <Shell session={session} onLogOut={onLogOut} />;
  return (
    <main className="patrol p-login">
      <h1>{t("patrol.title")}</h1>
      <p className="p-note warn">{t(session.limited ? "patrol.limited" : "patrol.no_right")}</p>
      <a className="p-button main" href="/">
        {t("patrol.to_desk")}
      </a>
      <button type="button" className="p-button" onClick={onLogOut}>
        {t("patrol.logout")}
      </button>
    </main>
  );
}
