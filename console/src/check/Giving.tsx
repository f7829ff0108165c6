import { Button, Input } from "antd";
import { type DragEvent, type KeyboardEvent, useRef, useState } from "react";
import { useWords } from "../i18n/context";
import { sends } from "../lib/keys";

export type Given = { name: string; bytes: Blob };

const KINDS = ".pdf,.xlsx,.docx,.txt,text/plain";

/** Where a form is given: dropped, picked, or pasted as text. */
export function Giving({ busy, onGive }: { busy: boolean; onGive: (given: Given) => void }) {
  const { t } = useWords();
  const [over, setOver] = useState(false);
  const [text, setText] = useState("");
  const picker = useRef<HTMLInputElement>(null);

  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file) onGive({ name: file.name, bytes: file });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  const giveText = () => {
    if (text.trim()) onGive({ name: t("check.pasted"), bytes: new Blob([text]) });
  };

  return (
    <section className="giving no-print" aria-label={t("check.give")}>
      <div
        className={`drop ${over ? "over" : ""}`}
        data-testid="drop"
        data-tour="check-drop"
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p>
          <b>{t("check.drop")}</b>
        </p>
        <Button type="primary" loading={busy} onClick={() => picker.current?.click()}>
          {t("check.pick")}
        </Button>
        <input
          ref={picker}
          type="file"
          accept={KINDS}
          hidden
          aria-label={t("check.pick")}
          onChange={(event) => {
            take(event.target.files);
            // The same file, mended, may be picked again.
            event.target.value = "";
          }}
        />
        <p className="quiet">{t("check.kinds")}</p>
      </div>
      <div className="paste" data-tour="check-paste">
        <label htmlFor="check-text">{t("check.paste")}</label>
        <Input.TextArea
          id="check-text"
          rows={4}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event: KeyboardEvent) => {
            if (!sends(event)) return;
            event.preventDefault();
            giveText();
          }}
        />
        <Button onClick={giveText} disabled={!text.trim() || busy}>
          {t("check.check_text")}
        </Button>
      </div>
    </section>
  );
}
