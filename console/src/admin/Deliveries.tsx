import { App, Button, Segmented } from "antd";
import { useState } from "react";
import * as api from "../api/admin";
import { Grid } from "../components/Grid";
import { ProblemAlert } from "../components/ProblemAlert";
import { useWords } from "../i18n/context";
import { useNamed } from "../i18n/named";
import { useAct } from "../state/useAct";
import { usePages } from "../state/usePages";
import { useMoment } from "./useMoment";

/** Deliveries that have not arrived: those that wait, and those that were given up and may be sent again. */
export function Deliveries({ webhook, onChanged }: { webhook: api.Webhook; onChanged: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const named = useNamed();
  const moment = useMoment();
  const [state, setState] = useState<"waiting" | "dead">(webhook.dead > 0 ? "dead" : "waiting");
  const pages = usePages(`${webhook.id}/${state}`, (cursor) => api.deliveries(webhook.id, state, cursor));
  const again = useAct(
    (which: string[] | "all", key) => api.redeliver(webhook.id, which === "all" ? undefined : which, key),
    (count) => {
      message.success(t("webhooks.redelivered", { count }));
      pages.again();
      onChanged();
    },
  );
  const problem = again.problem ?? pages.problem;
  return (
    <section aria-label={t("webhooks.deliveries")} className="deliveries">
      <div className="row">
        <Segmented
          aria-label={t("webhooks.deliveries")}
          value={state}
          options={(["waiting", "dead"] as const).map((one) => ({ value: one, label: t(`webhooks.state.${one}`) }))}
          onChange={setState}
        />
        <span className="spacer" />
        {state === "dead" && (pages.items?.length ?? 0) > 0 ? (
          <Button size="small" loading={again.busy} onClick={() => void again.run("all")}>
            {t("webhooks.redeliver_all")}
          </Button>
        ) : null}
      </div>
      {problem ? <ProblemAlert problem={problem} /> : null}
      {pages.items ? (
        <Grid
          label={t("webhooks.deliveries")}
          empty={t(`webhooks.none.${state}`)}
          rows={pages.items}
          id={(one) => one.id}
          columns={[
            { head: t("figure.events"), names: true, cell: (one) => <code>{one.kind}</code> },
            { head: t("webhooks.position"), number: true, cell: (one) => one.position },
            { head: t("webhooks.attempts"), number: true, cell: (one) => one.attempts },
            {
              head: t("webhooks.trouble"),
              cell: (one) => (one.trouble ? `${named(`webhooks.trouble.${one.trouble}`, one.trouble_name)}${one.status ? ` ${one.status}` : ""}` : ""),
            },
            { head: t(`webhooks.at.${state}`), cell: (one) => moment(one.at) },
            ...(state === "dead"
              ? [
                  {
                    head: t("ledger.act"),
                    cell: (one: api.Delivery) => (
                      <Button size="small" loading={again.busy} onClick={() => void again.run([one.id])}>
                        {t("webhooks.redeliver")}
                      </Button>
                    ),
                  },
                ]
              : []),
          ]}
        />
      ) : null}
      {pages.next ? (
        <Button size="small" loading={pages.busy} onClick={pages.more}>
          {t("admin.more")}
        </Button>
      ) : null}
    </section>
  );
}
