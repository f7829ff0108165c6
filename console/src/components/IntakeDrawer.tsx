import { Button, Drawer, Input, Radio } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import * as calls from "../api/calls";
import { asProblem, type Problem } from "../api/http";
import { ActKeys } from "../api/key";
import type { Call, Incident } from "../api/types";
import { useWords } from "../i18n/context";
import { EMPTY_CALL, type Intake, intakeToCall, keepable, readIntake, wrongIn } from "../lib/intake";
import { sessionStore } from "../lib/drafts";
import { sends } from "../lib/keys";
import { ProblemAlert } from "./ProblemAlert";

type Props = { account: string; open: boolean; onClose: () => void; onReceived: (incident: Incident) => void };

// Who called is never written down before the server has sealed it: it is kept here alone, for one account.
let typed: { account: string; intake: Intake } | undefined;
const place = (account: string) => `liandong.intake.${account}`;

function beginWith(account: string): Intake {
  return typed?.account === account ? typed.intake : readIntake(sessionStore()?.getItem(place(account)) ?? null);
}

/**
 * Taking a call. What was typed is kept when the drawer is closed by mistake, when the login ends and,
 * but for the caller's name and number, when the page is loaded anew.
 */
export default function IntakeDrawer({ account, open, onClose, onReceived }: Props) {
  const { t, name, town } = useWords();
  const [intake, setIntake] = useState<Intake>(() => beginWith(account));
  const [problem, setProblem] = useState<Problem>();
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const keys = useRef(new ActKeys());
  const form = useRef<HTMLFormElement>(null);
  const offset = town?.utc_offset_seconds ?? 0;
  const wrong = wrongIn(intake, offset);
  const set = (part: Partial<Intake>) => setIntake((old) => ({ ...old, ...part }));

  useEffect(() => {
    typed = { account, intake };
    try {
      if (intake === EMPTY_CALL) sessionStore()?.removeItem(place(account));
      else sessionStore()?.setItem(place(account), JSON.stringify(keepable(intake)));
    } catch {
      // A storage that is full or shut: the fields keep it.
    }
  }, [account, intake]);

  // The drawer takes the focus when it has slid in, in the middle of a word: the field that had it has
  // it back at once.
  const [slid, setSlid] = useState(false);
  const held = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    const give = () => {
      if (form.current?.contains(document.activeElement)) return;
      (held.current ?? form.current?.querySelector<HTMLElement>("#intake-phone"))?.focus();
    };
    give();
    if (slid) return undefined;
    // In the same moment: a key pressed in between would lead out of the form, and be lost.
    document.addEventListener("focusin", give);
    return () => document.removeEventListener("focusin", give);
  }, [open, slid]);

  const submit = async () => {
    if (busy) return;
    setChecked(true);
    if (wrong.length > 0) {
      form.current?.querySelector<HTMLElement>(`#intake-${wrong[0]}`)?.focus();
      return;
    }
    const call = intakeToCall(intake, offset);
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
        <p className="wrong">{t(key === "lon" || key === "lat" ? "intake.place_bad" : key === "when" ? "action.occurred_at_bad" : "field.required")}</p>
      ) : null}
    </div>
  );

  return (
    <Drawer
      open={open}
      onClose={onClose}
      afterOpenChange={(now) => {
        setSlid(now);
        if (!now) held.current = null;
      }}
      title={t("intake.title")}
      size={520}
      placement="left"
    >
      <form
        ref={form}
        className="fields"
        noValidate
        aria-label={t("intake.title")}
        onFocus={(event) => {
          held.current = event.target;
        }}
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
        <details open={intake.when !== ""}>
          <summary>{t("intake.earlier")}</summary>
          {field("when", (id) => (
            <Input id={id} type="datetime-local" step={1} value={intake.when} onChange={(event) => set({ when: event.target.value })} />
          ))}
        </details>
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
