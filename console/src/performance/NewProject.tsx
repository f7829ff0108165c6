import { App, Button, Modal } from "antd";
import { useState } from "react";
import * as api from "../api/performance";
import type { Project } from "../api/types";
import { SpecForm } from "../components/SpecForm";
import { useWords } from "../i18n/context";
import { nextYear } from "../lib/performance/profile";
import { numberOf, textOf } from "../lib/spec";
import { go } from "../state/useRoute";

/** Opens a project as the next year's of a known one: its description goes on, its days move by whole years. */
export function NewProject({ known }: { known: Project[] }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)} disabled={known.length === 0}>
        {t("perf.new")}
      </Button>
      <Modal open={open} title={t("perf.new")} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <p className="quiet">{t("perf.new_why")}</p>
        <SpecForm
          id="new-project"
          label={t("perf.new")}
          submit={t("perf.new_submit")}
          initial={{ from: known[0]?.id ?? "", year: String((known[0]?.year ?? 0) + 1) }}
          specs={[
            {
              name: "from",
              label: t("perf.new_from"),
              kind: "choice",
              required: true,
              wide: true,
              options: known.map((one) => ({ value: one.id, label: `${one.name} (${one.year})` })),
            },
            { name: "id", label: t("perf.id"), kind: "text", required: true, hint: t("perf.id_hint") },
            { name: "year", label: t("perf.year"), kind: "number", required: true },
          ]}
          onSend={async (values, key) => {
            const { project } = await api.project(textOf(values, "from"));
            return api.describe(nextYear(project, textOf(values, "id"), numberOf(values, "year")), key);
          }}
          onDone={(made) => {
            setOpen(false);
            message.success(t("perf.described", { version: made.in_force }));
            go({ page: "project", project: made.id, part: "profile" });
          }}
          onCancel={() => setOpen(false)}
        />
      </Modal>
    </>
  );
}
