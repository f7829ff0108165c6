import { App, Button, Popconfirm } from "antd";
import { useState } from "react";
import * as api from "../api/admin";
import { ProblemAlert } from "../components/ProblemAlert";
import { useWords } from "../i18n/context";
import { listOf, textOf } from "../lib/spec";
import { useAct } from "../state/useAct";
import { useAsked } from "../state/useAsked";
import { go } from "../state/useRoute";
import type { AdminProps } from "./AdminPage";
import { Deliveries } from "./Deliveries";
import { Once } from "./Once";
import { RecordsPart } from "./RecordsPart";

/** Other systems that are told of the town's events. */
export function Webhooks({ id, may }: AdminProps) {
  const { t } = useWords();
  const asked = useAsked("webhooks", () => api.webhooks());
  const [secret, setSecret] = useState<string>();
  return (
    <>
      {secret ? <Once title={t("webhooks.secret")} why={t("webhooks.secret_why")} text={secret} onClose={() => setSecret(undefined)} /> : null}
      <RecordsPart
        part="webhooks"
        asked={asked}
        id={id}
        may={may}
        make={t("webhooks.new")}
        idOf={(one) => one.id}
        nameOf={(one) => one.name}
        textOf={(one) => `${one.name} ${one.url} ${one.kinds.join(" ")}`}
        columns={[
          { head: t("accounts.name"), names: true, cell: (one) => one.name },
          { head: t("webhooks.url"), cell: (one) => <code className="hash">{one.url}</code> },
          { head: t("webhooks.kinds"), cell: (one) => one.kinds.map((kind) => <code key={kind}>{kind} </code>) },
          {
            head: t("accounts.standing"),
            cell: (one) => (
              <>
                <span className={`tag ${one.active ? "good" : "off"}`}>{t(one.active ? "webhooks.active" : "webhooks.resting")}</span>
                {one.dead > 0 ? <span className="tag bad">{t("webhooks.dead_n", { count: one.dead })}</span> : null}
              </>
            ),
          },
          { head: t("webhooks.waiting"), number: true, cell: (one) => one.waiting },
          { head: t("webhooks.backlog"), number: true, cell: (one) => one.backlog },
        ]}
        specs={(record) => [
          { name: "name", label: t("accounts.name"), kind: "text", required: true, wide: true },
          { name: "url", label: t("webhooks.url"), kind: "text", required: true, wide: true, hint: t("webhooks.url_hint") },
          { name: "kinds", label: t("webhooks.kinds"), kind: "words", required: true, hint: t("webhooks.kinds_hint") },
          ...(record
            ? [
                { name: "active", label: t("webhooks.is_active"), kind: "tick" as const },
                { name: "new_secret", label: t("webhooks.new_secret"), kind: "tick" as const, hint: t("webhooks.new_secret_hint") },
              ]
            : []),
        ]}
        initial={(record) => ({ name: record?.name ?? "", url: record?.url ?? "", kinds: record?.kinds ?? [], active: record?.active ?? true })}
        send={async (values, key, record) => {
          const about = { name: textOf(values, "name"), url: textOf(values, "url"), kinds: listOf(values, "kinds") };
          const made = record
            ? await api.changeWebhook(
                record.id,
                { ...about, active: values.active === true, new_secret: values.new_secret === true, expected_version: record.version },
                key,
              )
            : await api.makeWebhook(about, key);
          if (made.secret) setSecret(made.secret);
          return made;
        }}
        more={(one) => (
          <>
            <Deliveries webhook={one} onChanged={asked.again} />
            <Drop webhook={one} onDropped={asked.again} />
          </>
        )}
      />
    </>
  );
}

function Drop({ webhook, onDropped }: { webhook: api.Webhook; onDropped: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const drop = useAct(
    (id: string, key) => api.dropWebhook(id, key),
    () => {
      message.success(t("webhooks.dropped"));
      onDropped();
      go({ page: "admin", part: "webhooks" }, true);
    },
  );
  return (
    <div className="row">
      <Popconfirm
        title={t("webhooks.drop")}
        description={t("webhooks.drop_sure")}
        okText={t("webhooks.drop")}
        okButtonProps={{ danger: true }}
        cancelText={t("app.cancel")}
        onConfirm={() => void drop.run(webhook.id)}
      >
        <Button size="small" danger loading={drop.busy}>
          {t("webhooks.drop")}
        </Button>
      </Popconfirm>
      {drop.problem ? <ProblemAlert problem={drop.problem} /> : null}
    </div>
  );
}
