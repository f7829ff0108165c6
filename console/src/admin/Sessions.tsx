import { Button } from "antd";
import * as api from "../api/account";
import { Grid } from "../components/Grid";
import { Loaded } from "../components/Loaded";
import { ProblemAlert } from "../components/ProblemAlert";
import { useWords } from "../i18n/context";
import { useNamed } from "../i18n/named";
import { useAct } from "../state/useAct";
import { useAsked } from "../state/useAsked";
import { useMoment } from "./useMoment";

/** Where one is signed in. */
export function Sessions() {
  const { t } = useWords();
  const named = useNamed();
  const moment = useMoment();
  const sessions = useAsked("sessions", (signal) => api.sessions(signal));
  const end = useAct((id: string, key) => api.endSession(id, key), sessions.again);
  const endAll = useAct((_: "all", key) => api.endSessions(key), () => window.location.reload());
  const problem = end.problem ?? endAll.problem;
  return (
    <section className="card" aria-labelledby="sessions">
      <div className="paper-head">
        <h2 id="sessions">{t("sessions.title")}</h2>
        <Button danger loading={endAll.busy} onClick={() => void endAll.run("all")}>
          {t("sessions.end_all")}
        </Button>
      </div>
      <p className="quiet">{t("sessions.why")}</p>
      {problem ? <ProblemAlert problem={problem} /> : null}
      <Loaded asked={sessions}>
        {(all) => (
          <Grid
            label={t("sessions.title")}
            empty={t("sessions.none")}
            rows={all}
            id={(one) => one.id}
            columns={[
              { head: t("sessions.browser"), names: true, cell: (one) => one.agent ?? t("sessions.unknown") },
              { head: t("sessions.way"), cell: (one) => named(`way.${one.way}`, one.way_name) },
              { head: t("sessions.made"), cell: (one) => moment(one.made_at) },
              { head: t("sessions.seen"), cell: (one) => moment(one.seen_at) },
              { head: t("sessions.until"), cell: (one) => moment(one.until) },
              {
                head: t("ledger.act"),
                cell: (one) =>
                  one.this ? (
                    <b>{t("sessions.this")}</b>
                  ) : (
                    <Button size="small" loading={end.busy} onClick={() => void end.run(one.id)}>
                      {t("sessions.end")}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}
