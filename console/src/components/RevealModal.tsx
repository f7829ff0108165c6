import { Button, Input, Modal } from "antd";
import { useRef, useState } from "react";
import * as calls from "../api/calls";
import { asProblem, type Problem } from "../api/http";
import { ActKeys } from "../api/key";
import type { Caller } from "../api/types";
import { useWords } from "../i18n/context";
import { sends } from "../lib/keys";
import { ProblemAlert } from "./ProblemAlert";

/** The caller in clear, for a reason that the log keeps; gone when it is closed. */
export function RevealModal({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords();
  const [reason, setReason] = useState("");
  const [caller, setCaller] = useState<Caller>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const keys = useRef(new ActKeys());
  const submit = async () => {
    if (!reason.trim() || busy) return;
    setBusy(true);
    try {
      setCaller(await calls.revealCaller(id, reason.trim(), keys.current.keyFor(reason.trim())));
      setProblem(undefined);
      keys.current.done();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal open onCancel={onClose} title={t("reveal.title")} footer={null} width={440}>
      {caller ? (
        <>
          <dl className="facts">
            <div>
              <dt>{t("reveal.name")}</dt>
              <dd>{caller.name ?? "—"}</dd>
            </div>
            <div>
              <dt>{t("reveal.phone")}</dt>
              <dd>{caller.phone ?? "—"}</dd>
            </div>
          </dl>
          <p className="quiet">{t("reveal.note")}</p>
        </>
      ) : (
        <form
          className="fields"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
          onKeyDown={(event) => {
            if (sends(event)) void submit();
          }}
        >
          <p>{t("reveal.why")}</p>
          {problem ? <ProblemAlert problem={problem} /> : null}
          <label htmlFor="reveal-reason">{t("reveal.reason")}</label>
          <Input id="reveal-reason" autoFocus value={reason} onChange={(event) => setReason(event.target.value)} />
          <Button type="primary" htmlType="submit" loading={busy} disabled={!reason.trim()}>
            {t("reveal.submit")}
          </Button>
        </form>
      )}
    </Modal>
  );
}
