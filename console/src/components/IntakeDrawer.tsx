import { Button, Drawer, Input, Radio } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import * as calls from "../api/calls";
import { asProblem, type Problem } from "../api/http";
import { ActKeys } from "../api/key";
import type { Call, Incident } from "../api/types";
import { useWords } from "../i18n/context";
import { EMPTY_CALL, type Intake, intakeToCall, wrongIn } from "../lib/intake";
import { sends } from "../lib/keys";
import { ProblemAlert } from "./ProblemAlert";

type Props = { open: boolean; onClose: () => void; onReceived: (incident: Incident) => void };

/** Taking a call. What was typed is kept when the drawer is closed by mistake. */
export function IntakeDrawer({ open, onClose, onReceived }: Props) {
  const { t, name, town } = useWords();
  const [intake, setIntake] = useState<Intake>(EMPTY_CALL);
  const [problem, setProblem] = useState<Problem>();
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const keys = useRef(new ActKeys());
  const form = useRef<HTMLFormElement>(null);
  const wrong = wrongIn(intake);
  const set = (part: Partial<Intake>) => setIntake((old) => ({ ...old, ...part }));

  // The drawer takes the focus when it has slid in, and lets the first field have it only then.
  useEffect(() => {
    if (!open) return undefined;
    const until = Date.now() + 1500;
    const timer = window.setInterval(() => {
      const field = form.current?.querySelector<HTMLElement>("#intake-phone");
      if (form.current?.contains(document.activeElement) || Date.now() > until) window.clearInterval(timer);
      else field?.focus();
    }, 30);
    return () => window.clearInterval(timer);
  }, [open]);

  const submit = async () => {
    if (busy) return;
    setChecked(true);
    if (wrong.length > 0) {
      form.current?.querySelector<HTMLElement>(`#intake-${wrong[0]}`)?.focus();
      return;
    }
    const call = intakeToCall(intake);
    setBusy(true);
    try {
      const incident = await calls.receive(call, keys.current.keyFor(call));
      keys.current.done();
      setIntake(EMPTY_CALL);
      setChecked(false);
      setProblem(undefined);
      onReceived(incident);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };

  const field = (key: Exclude<keyof Intake, "source">, input?: (id: string) => ReactNode) => (
    <div className="field">
      <label htmlFor={`intake-${key}`}>{t(`intake.${key}`)}</label>
      {input?.(`intake-${key}`) ?? (
        <Input id={`intake-${key}`} value={intake[key]} onChange={(event) => set({ [key]: event.target.value })} />
      )}
      {checked && wrong.includes(key) ? (
        <p className="wrong">{t(key === "lon" || key === "lat" ? "intake.place_bad" : "field.required")}</p>
      ) : null}
    </div>
  );

  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={t("intake.title")}
      size={520}
      placement="left"
    >
      <form
        ref={form}
        className="fields"
        noValidate
        aria-label={t("intake.title")}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
        onKeyDown={(event) => {
          if (sends(event)) {
            event.preventDefault();
            void submit();
          }
        }}
      >
        {problem ? <ProblemAlert problem={problem} /> : null}
        <fieldset className="field">
          <legend>{t("intake.source")}</legend>
          <Radio.Group
            optionType="button"
            buttonStyle="solid"
            value={intake.source}
            onChange={(event) => set({ source: event.target.value as Call["source"] })}
            options={(town?.sources ?? []).map((one) => ({ value: one.code, label: name("source", one.code, one.name) }))}
          />
        </fieldset>
        {intake.source === "by_hand" ? null : field("external")}
        <div className="two">
          {field("phone", (id) => (
            <Input id={id} type="tel" autoComplete="off" value={intake.phone} onChange={(event) => set({ phone: event.target.value })} />
          ))}
          {field("name")}
        </div>
        {field("address")}
        {field("text", (id) => (
          <Input.TextArea id={id} rows={5} value={intake.text} onChange={(event) => set({ text: event.target.value })} />
        ))}
        <details>
          <summary>{t("intake.more")}</summary>
          <div className="two">
            {field("lon")}
            {field("lat")}
          </div>
        </details>
        <Button type="primary" size="large" htmlType="submit" loading={busy}>
          {t("intake.submit")} <kbd>{t("action.submit_keys")}</kbd>
        </Button>
      </form>
    </Drawer>
  );
}
