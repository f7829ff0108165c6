import { Button, Empty } from "antd";
import * as api from "../api/admin";
import { EventCard } from "../components/EventCard";
import { ProblemAlert } from "../components/ProblemAlert";
import { Wait } from "../components/Wait";
import { useWords } from "../i18n/context";
import { usePages } from "../state/usePages";
import type { AdminProps } from "./AdminPage";
import { LogFilter } from "./LogFilter";
import { useSpan } from "./useSpan";

/** The town's log: who did what, where and when. */
export function AuditEvents({ query }: AdminProps) {
  const { t } = useWords();
  const span = useSpan(query);
  const { account, kind, stream } = query;
  const asked: api.AuditQuery = { ...span, ...(account ? { account } : {}), ...(kind ? { kind } : {}), ...(stream ? { stream } : {}) };
  const pages = usePages(JSON.stringify(asked), (cursor) => api.auditEvents(asked, cursor));
  return (
    <>
      <LogFilter
        key={JSON.stringify(query)}
        part="audit"
        query={query}
        fields={[
          { name: "account", label: t("login.account"), placeholder: "commander-1" },
          { name: "kind", label: t("audit.kind"), placeholder: "incident.closed" },
          { name: "stream", label: t("figure.stream"), placeholder: "incident/20240301-00001" },
        ]}
      />
      {pages.problem ? <ProblemAlert problem={pages.problem} action={<Button onClick={pages.again}>{t("app.retry")}</Button>} /> : null}
      {!pages.items && !pages.problem ? <Wait /> : null}
      {pages.items?.length === 0 && !pages.next ? <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("audit.none")} /> : null}
      <ol className="event-list">
        {pages.items?.map(({ event, stream: of }) => <EventCard key={event.position} event={event} stream={of} />)}
      </ol>
      {pages.next ? (
        <p className="row">
          <Button loading={pages.busy} onClick={pages.more}>
            {t("audit.earlier")}
          </Button>
          {pages.items?.length === 0 ? <span className="quiet">{t("audit.looked_part")}</span> : null}
        </p>
      ) : null}
    </>
  );
}
