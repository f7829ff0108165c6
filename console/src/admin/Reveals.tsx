import { Button } from "antd";
import * as api from "../api/admin";
import { Grid } from "../components/Grid";
import { ProblemAlert } from "../components/ProblemAlert";
import { To } from "../components/To";
import { Wait } from "../components/Wait";
import { useWords } from "../i18n/context";
import { usePages } from "../state/usePages";
import type { AdminProps } from "./AdminPage";
import { LogFilter } from "./LogFilter";
import { useMoment } from "./useMoment";
import { useSpan } from "./useSpan";

/** Who read which caller's data in clear, when and why. */
export function Reveals({ query }: AdminProps) {
  const { t, name } = useWords();
  const moment = useMoment();
  const span = useSpan(query);
  const { account, incident } = query;
  const asked: api.RevealQuery = { ...span, ...(account ? { account } : {}), ...(incident ? { incident } : {}) };
  const pages = usePages(JSON.stringify(asked), (cursor) => api.reveals(asked, cursor));
  return (
    <>
      <LogFilter
        key={JSON.stringify(query)}
        part="reveals"
        query={query}
        fields={[
          { name: "account", label: t("login.account"), placeholder: "commander-1" },
          { name: "incident", label: t("incident.facts"), placeholder: "20240301-00001" },
        ]}
      />
      {pages.problem ? <ProblemAlert problem={pages.problem} action={<Button onClick={pages.again}>{t("app.retry")}</Button>} /> : null}
      {!pages.items && !pages.problem ? <Wait /> : null}
      {pages.items ? (
        <section className="card" aria-label={t("admin.part.reveals")}>
          <Grid
            label={t("admin.part.reveals")}
            empty={t("reveals.none")}
            rows={pages.items}
            id={(one) => `${one.incident}${one.version}`}
            columns={[
              { head: t("filing.when"), cell: (one) => moment(one.at) },
              {
                head: t("filing.who"),
                names: true,
                cell: (one) => `${one.name ?? one.account} (${one.account}) · ${name("role", one.role, one.role_name)}`,
              },
              { head: t("incident.facts"), cell: (one) => <To route={{ page: "desk", incident: one.incident }}>{one.incident}</To> },
              { head: t("reveal.reason"), cell: (one) => one.reason },
              {
                head: t("figure.events"),
                cell: (one) => (
                  <To route={{ page: "admin", part: "audit", query: { stream: `incident/${one.incident}` } }} label={t("figure.events_of", { record: one.incident })}>
                    {t("trace.version", { version: one.version })}
                  </To>
                ),
              },
            ]}
          />
          {pages.next ? (
            <Button loading={pages.busy} onClick={pages.more}>
              {t("audit.earlier")}
            </Button>
          ) : null}
        </section>
      ) : null}
    </>
  );
}
