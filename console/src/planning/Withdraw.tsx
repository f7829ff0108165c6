import { Input, Modal } from "antd";
import * as api from "../api/plan";
import { ProblemAlert } from "../components/ProblemAlert";
import { useWords } from "../i18n/context";
import { useAct } from "../state/useAct";
import { useDraft } from "../state/useDraft";

type Props = { id: string; onDone: (kept: api.Kept) => void; onClose: () => void };

/** Says with a reason that a study must not be used any more. */
export function Withdraw({ id, onDone, onClose }: Props) {
  const { t } = useWords();
  const [kept, setReason] = useDraft<string>(`plan-withdraw.${id}`);
  const reason = (kept ?? "").trim();
  const act = useAct(
    (why: string, key) => api.withdraw(id, why, key),
    (news) => {
      setReason(undefined);
      onDone(news);
    },
  );
  return (
    <Modal
      open
      title={t("plan.withdraw")}
      onCancel={onClose}
      onOk={() => void act.run(reason)}
      okText={t("plan.withdraw")}
      okButtonProps={{ danger: true, disabled: !reason }}
      cancelText={t("app.cancel")}
      confirmLoading={act.busy}
    >
      <p>{t("plan.withdraw_is")}</p>
      <label htmlFor="plan-reason">{t("event.label.reason")}</label>
      <Input.TextArea id="plan-reason" autoSize={{ minRows: 2 }} value={kept ?? ""} onChange={(event) => setReason(event.target.value)} />
      {act.problem ? <ProblemAlert problem={act.problem} /> : null}
    </Modal>
  );
}
