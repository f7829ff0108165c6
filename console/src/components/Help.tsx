import { Button, Modal } from "antd";
import { useWords } from "../i18n/context";
import type { Key } from "../i18n/zh";
import { startTour } from "../state/tour";

const KEYS: [string, Key][] = [
  ["N", "help.new"],
  ["/", "help.search"],
  ["↑ ↓  J K", "help.move"],
  ["T", "help.take"],
  ["Ctrl+Enter", "help.quick"],
  ["Enter", "help.open"],
  ["Ctrl+Enter", "help.submit"],
  ["Esc", "help.back"],
  ["?", "help.help"],
];

export default function Help({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  return (
    <Modal open onCancel={onClose} title={t("help.title")} footer={null} width={420}>
      <dl className="keys">
        {KEYS.map(([key, act]) => (
          <div key={act}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(act)}</dd>
          </div>
        ))}
      </dl>
      <Button
        onClick={() => {
          onClose();
          startTour("room");
        }}
      >
        {t("help.tour")}
      </Button>
    </Modal>
  );
}
