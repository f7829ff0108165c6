import { useId } from "react";
import { useWords } from "./words";

type Props = { label: string; text: string; onText: (text: string) => void; phrases: string[]; required?: boolean };

/** What a crew says in words: typed, dictated by the keyboard's microphone, or put together from phrases. */
export function WordsField({ label, text, onText, phrases, required }: Props) {
  const { t } = useWords();
  const id = useId();
  const add = (phrase: string) => {
    const before = text.trimEnd();
    onText(before ? `${before}${/[\p{P}]$/u.test(before) ? "" : t("patrol.words.join")}${phrase}` : phrase);
  };
  return (
    <div className="p-field">
      <label htmlFor={id}>{label}</label>
      <textarea id={id} rows={3} value={text} required={required} maxLength={2000} aria-describedby={`${id}-hint`} onChange={(event) => onText(event.target.value)} />
      <p id={`${id}-hint`} className="p-small">
        {t("patrol.words.hint")}
      </p>
      <ul className="p-phrases" aria-label={t("patrol.words.phrases")}>
        {phrases.map((phrase) => (
          <li key={phrase}>
            <button type="button" className="p-chip" onClick={() => add(phrase)}>
              {phrase}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
