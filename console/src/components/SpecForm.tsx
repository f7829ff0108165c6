import { Button } from "antd";
import { type FormEvent, type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { useWords } from "../i18n/context";
import { blanks, fieldAt, type Spec, type Values } from "../lib/spec";
import { sends } from "../lib/keys";
import { useAct } from "../state/useAct";
import { useDraft } from "../state/useDraft";
import { ProblemAlert } from "./ProblemAlert";
import { SpecField } from "./SpecField";

type Props<T> = {
  /** Its name in the page, and that of what is typed into it. */
  id: string;
  label: string;
  specs: Spec[] | ((values: Values) => Spec[]);
  /** What stands in the fields before anything is typed. */
  initial: Values;
  submit: string;
  danger?: boolean;
  /** Whether what is typed stays after it was sent: where sending is a look at what would come of it. */
  stays?: boolean;
  /** Keeps what is typed in the browser; not for secrets. */
  keep?: boolean;
  onSend: (values: Values, key: string) => Promise<T>;
  onDone: (answer: T) => void;
  onCancel?: () => void;
  children?: ReactNode;
};

/** A form made of a list of fields: what is missing and what the server refuses is told at its field. */
export function SpecForm<T>(props: Props<T>) {
  const { id, label, initial, submit, danger = false, keep = true, stays = false, onSend, onDone, onCancel, children } = props;
  const { t } = useWords();
  const [kept, setKept] = useDraft<Values>(`form.${id}`);
  const [typed, setTyped] = useState<Values>();
  const [showMissing, setShowMissing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const now = (keep ? kept : typed) ?? {};
  const values = { ...initial, ...now };
  const specs = typeof props.specs === "function" ? props.specs(values) : props.specs;
  const empty = blanks(specs, values);

  const write = (news: Values | undefined) => (keep ? setKept(news) : setTyped(news));
  const act = useAct(onSend, (answer) => {
    if (!stays) write(undefined);
    setShowMissing(false);
    onDone(answer);
  });
  const refused = fieldAt(act.problem?.body.field, specs);
  const send = async () => {
    if (act.busy) return;
    setShowMissing(true);
    const bad = empty[0];
    if (bad !== undefined) form.current?.querySelector<HTMLElement>(`#${CSS.escape(`${id}-${bad}`)}`)?.focus();
    else await act.run(values);
  };

  return (
    <form
      ref={form}
      className="spec"
      aria-label={label}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (!sends(event)) return;
        event.preventDefault();
        void send();
      }}
    >
      {Object.keys(now).length > 0 && keep && !act.busy ? (
        <p className="quiet spec-kept">
          {t("spec.kept")}{" "}
          <Button type="link" size="small" onClick={() => write(undefined)}>
            {t("spec.discard")}
          </Button>
        </p>
      ) : null}
      {act.problem && refused === undefined ? <ProblemAlert problem={act.problem} /> : null}
      <div className="spec-fields">
        {specs.map((spec) => (
          <SpecField
            key={spec.name}
            id={`${id}-${spec.name}`}
            spec={spec}
            value={values[spec.name]}
            missing={showMissing && empty.includes(spec.name)}
            problem={refused === spec.name ? act.problem : undefined}
            onChange={(value) => write({ ...now, [spec.name]: value })}
          />
        ))}
      </div>
      {children}
      <div className="row">
        <Button type="primary" danger={danger} htmlType="submit" loading={act.busy}>
          {submit}
        </Button>
        {onCancel ? (
          <Button
            onClick={() => {
              write(undefined);
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
