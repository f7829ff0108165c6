import { Button, Input, Modal } from "antd";
import { useCallback, useEffect, useState } from "react";
import * as room from "../api/room";
import { ProblemAlert } from "../components/ProblemAlert";
import { Wait } from "../components/Wait";
import { useWords } from "../i18n/context";
import { useSend } from "../state/useSend";

type Props = { id: string; attachment: room.Attachment; onClose: () => void };

/** A photo, or a recording after a reason that the log keeps. */
export function AttachmentModal({ id, attachment, onClose }: Props) {
  const { t } = useWords();
  const [address, setAddress] = useState<string>();
  const [reason, setReason] = useState("");
  const { busy, problem, run } = useSend();
  const { hash, photo, note } = attachment;

  const read = useCallback(
    (why?: string) =>
      run([id, hash, why], async () => setAddress(URL.createObjectURL((await room.attachment(id, hash, why)).content))),
    [id, hash, run],
  );
  useEffect(() => {
    if (photo) void read();
  }, [photo, read]);
  // What was shown does not stay in the browser's memory.
  useEffect(() => () => {
    if (address) URL.revokeObjectURL(address);
  }, [address]);

  const title = note || t(photo ? "attach.photo" : "attach.recording");
  return (
    <Modal open onCancel={onClose} title={title} footer={null} width={photo ? 880 : 460}>
      {problem ? <ProblemAlert problem={problem} /> : null}
      {photo ? (
        address ? <img className="photo" src={address} alt={title} /> : problem ? null : <Wait />
      ) : address ? (
        <audio controls autoPlay src={address} aria-label={title} />
      ) : (
        <form
          className="fields"
          onSubmit={(event) => {
            event.preventDefault();
            if (reason.trim() && !busy) void read(reason.trim());
          }}
        >
          <p>{t("attach.why")}</p>
          <label htmlFor="attach-reason">{t("field.reason")}</label>
          <Input id="attach-reason" autoFocus value={reason} onChange={(event) => setReason(event.target.value)} />
          <Button type="primary" htmlType="submit" loading={busy} disabled={!reason.trim()}>
            {t("attach.listen")}
          </Button>
        </form>
      )}
    </Modal>
  );
}
