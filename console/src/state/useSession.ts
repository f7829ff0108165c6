// Who is logged in: by the link's fragment, by the cookie, or by the form.
import { useCallback, useEffect, useState } from "react";
import * as calls from "../api/calls";
import { asProblem, onLoggedOut, type Problem } from "../api/http";
import type { Login, Session } from "../api/types";
import { home } from "../lib/rights";
import { endTour } from "./tour";
import { land } from "./useRoute";

export type Standing =
  | { is: "asking" }
  | { is: "out"; ended: boolean; problem?: Problem }
  | { is: "failed"; problem: Problem }
  | { is: "in"; session: Session };

/** Takes the token out of the address bar, so that neither history nor a screen shares it. */
function takeToken(): string | undefined {
  const found = /^#token=(.+)$/.exec(window.location.hash)?.[1];
  if (!found) return undefined;
  window.history.replaceState(window.history.state, "", window.location.pathname + window.location.search);
  return decodeURIComponent(found);
}

// Taken once, at loading: React may run effects twice.
const given = typeof window === "undefined" ? undefined : takeToken();
let first: Promise<Session> | undefined;

export function useSession() {
  const [standing, setStanding] = useState<Standing>({ is: "asking" });

  const enter = useCallback((session: Session) => {
    land(home(session.role));
    setStanding({ is: "in", session });
  }, []);
  const ask = useCallback((asking: Promise<Session>) => {
    setStanding({ is: "asking" });
    asking.then(
      (session) => enter(session),
      (error: unknown) => {
        const problem = asProblem(error);
        if (problem.body.status !== 401) setStanding({ is: "failed", problem });
        else setStanding(given ? { is: "out", ended: false, problem } : { is: "out", ended: false });
      },
    );
  }, [enter]);

  useEffect(() => {
    first ??= given ? calls.logIn({ token: given }) : calls.whoAmI();
    ask(first);
    onLoggedOut(() => setStanding({ is: "out", ended: true }));
    return () => onLoggedOut(undefined);
  }, [ask]);

  // A link pasted into an open page changes the fragment only.
  useEffect(() => {
    const changed = () => {
      const token = takeToken();
      if (token) ask(calls.logIn({ token }));
    };
    window.addEventListener("hashchange", changed);
    return () => window.removeEventListener("hashchange", changed);
  }, [ask]);

  const logIn = useCallback(async (login: Login) => {
    enter(await calls.logIn(login));
  }, [enter]);
  const logOut = useCallback(async () => {
    await calls.logOut().catch(() => undefined);
    endTour();
    setStanding({ is: "out", ended: false });
  }, []);
  const retry = useCallback(() => ask(calls.whoAmI()), [ask]);
  return { standing, logIn, logOut, retry };
}
