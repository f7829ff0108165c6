// An administrator of a town that is not ready begins where it is made ready, once a session.
import { useEffect } from "react";
import { setup } from "../api/setup";
import type { Session } from "../api/types";
import { mayAdminister } from "../lib/rights";
import { go } from "./useRoute";

const LED = "liandong.first_run";

export function useFirstRun(session: Session, atDesk: boolean): void {
  const may = mayAdminister(session.role) && !session.limited;
  useEffect(() => {
    if (!may || !atDesk || sessionStorage.getItem(LED)) return;
    const control = new AbortController();
    setup(control.signal).then(
      ({ ready }) => {
        sessionStorage.setItem(LED, "1");
        if (!ready) go({ page: "admin", part: "setup" }, true);
      },
      // The desk itself tells when the server does not answer.
      () => undefined,
    );
    return () => control.abort();
  }, [may, atDesk]);
}
