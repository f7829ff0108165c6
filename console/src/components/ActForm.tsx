import { Button } from "antd";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { asProblem, type Problem } from "../api/http";
import { ActKeys } from "../api/key";
import { useWords } from "../i18n/context";
import { type Ask, type Given, missingOf } from "../lib/acts";
import { sends } from "../lib/keys";
import { useDraft } from "../state/useDraft";
import { ActField } from "./ActField";
import { ProblemAlert } from "./ProblemAlert";

export type ActProps = {
  /** Under which the typed is kept: one name for one act on one thing. */
  draft: string;
  title: string;
  fields: readonly Ask[];
  begin?: Given;
  submit?: string;
  danger?: boolean;
  /** A word beside the fields: what the act brings with it. */
  note?: ReactNode;
  /** Sends it. The key stays the same while the same is tried again. */
  onSend: (given: Given, key: string) => Promise<void>;
  onCancel?: () => void;
};

/** An act of a person: its fields, its refusal in words, and what was typed kept until it is recorded. */
export function ActForm({ draft, title, fields, begin, submit, danger, note, onSend, onCancel }: ActProps) {
  const { t } = useWords();
  const [typed, setTyped] = useDraft<Given>(draft);
  const values: Given = { ...begin, ...typed };
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const keys = useRef(new ActKeys());
  const form = useRef<HTMLFormElement>(null);
  const shown = fields.filter((one) => one.when?.(values) ?? true);
  const missing = missingOf(shown, values);

  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[data-field] :is(input, textarea), [type=submit]")?.focus({ preventScroll: true });
    form.current?.scrollIntoView({ block: "nearest" });
  }, []);

  const send = async () => {
    if (busy) return;
    setTried(true);
    if (missing.length > 0) {
      form.current?.querySelector<HTMLElement>(`[data-field="${missing[0]}"] :is(input, textarea)`)?.focus();
      return;
    }
    setBusy(true);
    try {
      await onSend(values, keys.current.keyFor(values));
      keys.current.done();
      setTyped(undefined);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      ref={form}
      className="card command act"
      aria-label={title}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (!sends(event)) return;
        event.preventDefault();
        void send();
      }}
    >
      <h3>{title}</h3>
      {problem ? <ProblemAlert problem={problem} /> : null}
      {note ? <div className="quiet">{note}</div> : null}
      <div className="act-fields">
        {shown.map((ask) => (
          <ActField
            key={ask.name}
            ask={ask}
            id={`${draft}-${ask.name}`}
            value={values[ask.name] ?? ""}
            missing={tried && missing.includes(ask.name)}
            wrong={problem?.body.field === ask.name}
            onValue={(value) => setTyped({ ...typed, [ask.name]: value })}
          />
        ))}
      </div>
      <div className="row">
        <Button type="primary" htmlType="submit" loading={busy} danger={danger ?? false}>
          {submit ?? title} <kbd>{t("action.submit_keys")}</kbd>
        </Button>
        {onCancel ? (
          <Button
            onClick={() => {
              setTyped(undefined);
              onCancel();
            }}
          >
            {t("app.cancel")}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
