import { App } from "antd";
import * as api from "../api/plan";
import { SpecForm } from "../components/SpecForm";
import { uuid } from "../api/key";
import { serverNow } from "../api/http";
import { useWords } from "../i18n/context";
import { textOf } from "../lib/spec";
import { day } from "../lib/time";
import { go } from "../state/useRoute";
import { useMemo } from "react";

/** Keeps what was computed under a name and an identifier, never to be changed. */
export function KeepForm({ ask }: { ask: api.StudyAsk }) {
  const { t, town } = useWords();
  const { message } = App.useApp();
  const id = useMemo(() => `${day(serverNow(), town?.utc_offset_seconds ?? 0)}-${uuid().slice(0, 6)}`, [town]);
  return (
    <section className="card no-print" aria-labelledby="plan-keep">
      <h3 id="plan-keep">{t("plan.keep")}</h3>
      <p className="quiet">{t("plan.keep_why")}</p>
      <SpecForm
        id="plan-keep"
        label={t("plan.keep")}
        submit={t("plan.keep_submit")}
        initial={{ name: "", id }}
        specs={[
          { name: "name", label: t("plan.study_name"), kind: "text", required: true, hint: t("plan.study_name_hint") },
          { name: "id", label: t("plan.study_id"), kind: "text", required: true, hint: t("plan.study_id_hint") },
        ]}
        onSend={(values, key) => api.keep(textOf(values, "id"), textOf(values, "name"), ask, key)}
        onDone={(kept) => {
          message.success(t("plan.kept", { name: kept.name }));
          go({ page: "study", study: kept.id });
        }}
      />
    </section>
  );
}
