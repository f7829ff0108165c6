import { Alert, App, Button, Checkbox, Input, Radio } from "antd";
import { type FormEvent, useRef, useState } from "react";
import * as calls from "../api/calls";
import { asProblem, type Problem } from "../api/http";
import { ActKeys } from "../api/key";
import type { Command, Incident } from "../api/types";
import { ProblemAlert } from "../components/ProblemAlert";
import { useWords } from "../i18n/context";
import type { Given } from "../lib/acts";
import { commandOf, outcomeOf } from "../lib/followUp";
import { sends } from "../lib/keys";
import { useDraft } from "../state/useDraft";

type Props = {
  incident: Incident;
  joined: string | undefined;
  /** Attempts of this round so far, and how many are enough. */
  tries: number;
  needed: number | undefined;
  onDone: (incident: Incident) => void;
  onStale: () => void;
};

/** What the call brought: five grades, a complaint, or nobody there. */
export function AnswerForm({ incident, joined, tries, needed, onDone, onStale }: Props) {
  const { t, name, town } = useWords();
  const { message } = App.useApp();
  const draft = `${incident.id}.${joined ?? ""}.answer`;
  const [typed, setTyped] = useDraft<Given>(draft);
  const values: Given = { result: "reached", ...typed };
  const set = (field: string, value: string) => setTyped({ ...typed, [field]: value });
  const [problem, setProblem] = useState<Problem>();
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const keys = useRef(new ActKeys());
  const reached = values.result !== "unreachable";
  const lacks = reached && !values.grade;
  const wishes = values.reopen === "yes";
  const wordless = wishes && !values.complaint?.trim();

  const send = async () => {
    setTried(true);
    if (busy || lacks || (reached && wordless)) return;
    const { outcome, reopen } = outcomeOf({
      result: values.result ?? "reached",
      grade: values.grade ?? "",
      complaint: values.complaint ?? "",
      reopen: wishes && !joined,
    });
    const command = (joined ? { do: "follow_up_joined", from: joined, outcome } : { do: "follow_up", outcome, reopen }) as Command;
    setBusy(true);
    try {
      const changed = await calls.command(incident.id, { command, expected_version: incident.version }, keys.current.keyFor(command));
      keys.current.done();
      setTyped(undefined);
      setProblem(undefined);
      message.success(t("action.sent", { name: name("command", commandOf({ joined: joined ?? null })) }));
      onDone(changed);
    } catch (error) {
      const refused = asProblem(error);
      setProblem(refused);
      if (refused.code === "version_conflict") onStale();
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      className="card command"
      data-tour="follow-answer"
      aria-label={t("follow.answer")}
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
      <h3>{t("follow.answer")}</h3>
      {problem ? <ProblemAlert problem={problem} /> : null}
      <fieldset className="field">
        <legend>{t("field.answer")}</legend>
        <Radio.Group
          optionType="button"
          buttonStyle="solid"
          className="chips"
          value={values.result}
          onChange={(event) => set("result", String(event.target.value))}
          options={["reached", "unreachable"].map((one) => ({ value: one, label: name("follow_up", one) }))}
        />
      </fieldset>
      {reached ? (
        <>
          <fieldset className="field">
            <legend>{t("field.grade")}</legend>
            <Radio.Group
              optionType="button"
              buttonStyle="solid"
              className="chips grades"
              value={values.grade}
              onChange={(event) => set("grade", String(event.target.value))}
              options={(town?.grades ?? []).toReversed().map((one) => ({ value: one.code, label: name("grade", one.code, one.name) }))}
            />
            {tried && lacks ? <p className="wrong">{t("field.choose")}</p> : null}
          </fieldset>
          <div className="field">
            <label htmlFor="follow-complaint">{t("field.complaint")}</label>
            <Input.TextArea
              id="follow-complaint"
              autoSize={{ minRows: 2, maxRows: 8 }}
              value={values.complaint ?? ""}
              onChange={(event) => set("complaint", event.target.value)}
            />
          </div>
          {joined ? null : (
            <div className="field">
              <Checkbox checked={wishes} onChange={(event) => set("reopen", event.target.checked ? "yes" : "")}>
                {t("follow.reopen")}
              </Checkbox>
              {tried && wordless ? <p className="wrong">{t("follow.reopen_words")}</p> : null}
              {wishes ? <Alert type="info" showIcon title={t("follow.reopen_note")} /> : null}
            </div>
          )}
        </>
      ) : needed === undefined ? null : (
        <p className="quiet">{t(tries + 1 >= needed ? "follow.last_try" : "follow.more_tries", { nth: tries + 1, needed })}</p>
      )}
      <div className="row">
        <Button type="primary" htmlType="submit" loading={busy}>
          {t("follow.record")} <kbd>{t("action.submit_keys")}</kbd>
        </Button>
      </div>
    </form>
  );
}
