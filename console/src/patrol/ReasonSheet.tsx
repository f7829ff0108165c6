import type { FormEvent } from "react";
import type { PhraseKind } from "./phrases";
import { phrasesOf } from "./phrases";
import { Sheet } from "./Sheet";
import { useDraft } from "./useDraft";
import { useWords } from "./words";
import { WordsField } from "./WordsField";

type Props = {
  title: string;
  /** What comes of it, before it is done. */
  what: string;
  label: string;
  send: string;
  draft: string;
  kind: PhraseKind;
  danger?: boolean;
  optional?: boolean;
  onSend: (reason: string) => Promise<void>;
  onClose: () => void;
};

/** An act that needs a reason, and a second press. */
export function ReasonSheet({ title, what, label, send, draft, kind, danger, optional, onSend, onClose }: Props) {
  const { t } = useWords();
  const [text, setText, forget] = useDraft(draft);
  const done = async (event: FormEvent) => {
    event.preventDefault();
    if (!optional && !text.trim()) return;
    await onSend(text.trim());
    forget();
    onClose();
  };
  return (
    <Sheet title={title} onClose={onClose}>
      <form onSubmit={done} className="p-form">
        <p>{what}</p>
        <WordsField label={label} text={text} onText={setText} required={!optional} phrases={phrasesOf(kind, t)} />
        <button type="submit" className={`p-button ${danger ? "danger" : "main"}`} disabled={!optional && !text.trim()}>
          {send}
        </button>
      </form>
    </Sheet>
  );
}
