import { App, Button, Modal } from "antd";
import { useRef, useState } from "react";
import { asProblem, type Problem } from "../api/http";
import { ActKeys } from "../api/key";
import * as reports from "../api/reports";
import type { ReportView } from "../api/types";
import { ProblemAlert } from "../components/ProblemAlert";
import { useWords } from "../i18n/context";
import { go } from "../state/useRoute";

/** Publishes a period's first edition, or the next one where figures have changed. */
export function Publish({ view, onPublished }: { view: ReportView; onPublished: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const keys = useRef(new ActKeys());
  const { id } = view.report;
  const before = view.editions.at(-1)?.edition;

  const publish = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const news = await reports.publish(id, keys.current.keyFor(id));
      keys.current.done();
      setOpen(false);
      const edition = news.edition ?? 0;
      const same = before === edition;
      message.success(t(same ? "reports.publish_same" : "reports.publish_done", { id, edition }));
      go({ page: "report", id });
      if (!same) onPublished();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t(before === undefined ? "reports.publish" : "reports.publish_again")}
      </Button>
      <Modal
        open={open}
        title={t("reports.publish_title", { id })}
        onCancel={() => setOpen(false)}
        onOk={() => void publish()}
        okText={t("reports.publish")}
        cancelText={t("app.cancel")}
        confirmLoading={busy}
        afterClose={() => setProblem(undefined)}
      >
        <p>{t("reports.publish_why")}</p>
        {problem ? <ProblemAlert problem={problem} /> : null}
      </Modal>
    </>
  );
}
