import { Modal } from "antd";
import { useWords } from "../i18n/context";
import type { Key } from "../i18n/zh";

const KEYS: [string, Key][] = [
  ["N", "help.new"],
  ["/", "help.search"],
  ["↑ ↓  J K", "help.move"],
  ["Enter", "help.open"],
  ["Ctrl+Enter", "help.submit"],
  ["Esc", "help.back"],
  ["?", "help.help"],
];

export function Help({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Modal open={open} onCancel={onClose} title={t("help.title")} footer={null} width={420} destroyOnHidden>
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
    </Modal>
  );
}
