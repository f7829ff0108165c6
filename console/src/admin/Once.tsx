import { Alert, App, Button } from "antd";
import { useWords } from "../i18n/context";

type Props = { title: string; why: string; text: string; onClose: () => void };

/** A secret that is shown once: to be copied, and gone when it is put away. */
export function Once({ title, why, text, onClose }: Props) {
  const { t } = useWords();
  const { message } = App.useApp();
  const copy = () => {
    // Without a secure context a browser has no clipboard for pages: the text is selected by hand then.
    const clipboard: Clipboard | undefined = navigator.clipboard;
    const copied = clipboard ? clipboard.writeText(text) : Promise.reject(new Error("no clipboard"));
    copied.then(
      () => message.success(t("once.copied")),
      () => message.warning(t("once.by_hand")),
    );
  };
  return (
    <Alert
      type="warning"
      showIcon
      role="status"
      title={title}
      description={
        <div className="once">
          <p>{why}</p>
          <pre tabIndex={0} data-testid="once">
            {text}
          </pre>
          <p className="row">
            <Button type="primary" onClick={copy}>
              {t("once.copy")}
            </Button>
            <Button onClick={onClose}>{t("once.put_away")}</Button>
          </p>
        </div>
      }
    />
  );
}
