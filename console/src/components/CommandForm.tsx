import { Alert, App, Button, Checkbox, Input } from "antd";
import { type FormEvent, useEffect, useRef, useState } from "react";
import * as calls from "../api/calls";
import { asProblem, type Problem, serverNow } from "../api/http";
import { ActKeys } from "../api/key";
import type { Recommendation } from "../api/room";
import type { CommandRequest, Incident, LoggedEvent, Town } from "../api/types";
import { useWords } from "../i18n/context";
import { beginning, build, FIELDS, type FieldName, type Fields, isDangerous, missing } from "../lib/commands";
import type { Drafts } from "../lib/drafts";
import { sends } from "../lib/keys";
import { since } from "../lib/since";
import { fromField, toField } from "../lib/time";
import { CommandField } from "./CommandField";
import { News } from "./News";
import { ProblemAlert } from "./ProblemAlert";
import { Safety } from "./Safety";

type Props = {
  code: string;
  incident: Incident;
  town: Town;
  events: LoggedEvent[];
  onSwitch: (code: string) => void;
  onDone: (incident: Incident) => void;
  onCancel: () => void;
  /** The incident has moved on: have it loaded anew. */
  onStale: () => void;
  refreshTown: () => Promise<Town>;
  /** What the advice, or whoever opened the form, begins it with. */
  preset: Fields;
  recommendation: Recommendation | undefined;
  drafts: Drafts;
};

/** The first field to fill; the button to send where there is none. */
function focusFirst(form: HTMLFormElement | null): void {
  const field = form?.querySelector<HTMLElement>("[data-field] :is(input:checked, input, textarea)");
  (field ?? form?.querySelector<HTMLElement>("[type=submit]"))?.focus();
}

/** One command's form. What is typed stays until it is recorded or given up. */
export function CommandForm(props: Props) {
  const { code, incident, town, events, onSwitch, onDone, onCancel, onStale, refreshTown, preset, drafts } = props;
  const { t, name } = useWords();
  const { message } = App.useApp();
  const [mine] = useState(() => drafts.read(incident.id, code));
  const [fields, setFields] = useState<Fields>(() => mine?.fields ?? { ...beginning(code, incident, town), ...preset });
  // Looking at a danger once more is not typed text: it is not kept.
  const [ticked, setTicked] = useState(false);
  const [late, setLate] = useState(mine?.late ?? false);
  const [when, setWhen] = useState(mine?.when ?? "");
  const [typed, setTyped] = useState(mine !== undefined);
  const [showMissing, setShowMissing] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const [lookedAt, setLookedAt] = useState(incident.version);
  const keys = useRef(new ActKeys());
  const form = useRef<HTMLFormElement>(null);

  const { base, news } = since(lookedAt, events);
  const gone = !incident.next.some((next) => next === code);
  const careful = code === "confirm" && isDangerous(incident);
  const car = props.recommendation?.candidates.find((one) => one.unit === fields.unit);
  const bare = FIELDS[code]?.includes("uncovered") && car?.needs_reason && !fields.uncovered?.trim();
  const empty = [...missing(code, fields, incident), ...(bare ? (["uncovered"] as const) : [])];
  const set = (field: FieldName, value: string) => {
    setTyped(true);
    setFields((old) => ({ ...old, [field]: value }));
  };
  const occurredAt = late ? fromField(when, town.utc_offset_seconds) : undefined;
  const blocked = gone || (careful && (!ticked || empty.includes("inSpite")));

  useEffect(() => {
    // Which cars are free changes; the choice begins with the area's own where it is.
    if (FIELDS[code]?.includes("unit!")) refreshTown().catch(() => undefined);
    focusFirst(form.current);
    form.current?.scrollIntoView({ block: "nearest" });
  }, [code, refreshTown]);

  // Advice that comes after the form was opened fills it only while nobody has touched it.
  const advice = JSON.stringify(preset);
  useEffect(() => {
    if (typed) return;
    setFields((old) => ({ ...old, ...(JSON.parse(advice) as Fields) }));
    // The keyboard stands on what is chosen now.
    requestAnimationFrame(() => {
      if (form.current?.contains(document.activeElement)) focusFirst(form.current);
    });
  }, [advice, typed]);
  useEffect(() => {
    if (typed) drafts.write(incident.id, { code, fields, late, when, at: serverNow() });
  }, [typed, drafts, incident.id, code, fields, late, when]);
  const giveUp = () => {
    drafts.drop(incident.id, code);
    onCancel();
  };

  const submit = async () => {
    if (busy || blocked) return;
    setShowMissing(true);
    if (empty.length > 0 || (late && !occurredAt)) {
      const first = empty[0] ?? "when";
      form.current?.querySelector<HTMLElement>(`[data-field=${first}] :is(input, textarea)`)?.focus();
      return;
    }
    const request: CommandRequest = { command: build(code, fields), expected_version: base };
    if (occurredAt) request.occurred_at = occurredAt;
    setBusy(true);
    try {
      const changed = await calls.command(incident.id, request, keys.current.keyFor(request));
      keys.current.done();
      drafts.drop(incident.id, code);
      message.success(t("action.sent", { name: name("command", code) }));
      onDone(changed);
    } catch (error) {
      const refused = asProblem(error);
      setProblem(refused);
      if (refused.code === "version_conflict") onStale();
      setBusy(false);
    }
  };

  const names = (FIELDS[code] ?? []).map((field) => field.replace("!", "") as FieldName);
  return (
    <form
      ref={form}
      className="card command"
      aria-label={name("command", code)}
      noValidate
      onSubmit={(event: FormEvent) => {
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
      <h3>{name("command", code)}</h3>
      <div role="status">{gone && !busy ? <Alert type="warning" showIcon title={t("action.gone")} /> : null}</div>
      {problem ? <ProblemAlert problem={problem} /> : null}
      <News
        news={news}
        incident={incident}
        town={town}
        expected={problem?.code === "version_conflict"}
        onGoOn={() => {
          setLookedAt(Math.max(incident.version, events.at(-1)?.version ?? 0));
          setProblem(undefined);
          // The button that was pressed goes; whoever types goes on where they were.
          focusFirst(form.current);
        }}
      />
      {careful ? (
        <Safety
          incident={incident}
          ticked={ticked}
          onTick={setTicked}
          reason={fields.inSpite ?? ""}
          onReason={(text) => set("inSpite", text)}
          onReturn={incident.next.some((next) => next === "return_to_police") ? () => onSwitch("return_to_police") : undefined}
        />
      ) : null}
      {names.map((field) => (
        <CommandField
          key={field}
          field={field}
          code={code}
          fields={fields}
          onSet={set}
          incident={incident}
          town={town}
          missing={showMissing && empty.includes(field)}
          recommendation={props.recommendation}
        />
      ))}
      <Checkbox
        checked={late}
        onChange={(event) => {
          setTyped(true);
          setLate(event.target.checked);
          if (event.target.checked && !when) setWhen(toField(serverNow(), town.utc_offset_seconds));
        }}
      >
        {t("action.late")}
      </Checkbox>
      {late ? (
        <div className="field" data-field="when">
          <label htmlFor="when">{t("action.occurred_at")}</label>
          <Input id="when" type="datetime-local" step={1} value={when} onChange={(event) => setWhen(event.target.value)} />
          {showMissing && !occurredAt ? <p className="wrong">{t("action.occurred_at_bad")}</p> : null}
        </div>
      ) : null}
      <div className="row">
        <Button type="primary" htmlType="submit" loading={busy} disabled={blocked} danger={code === "return_to_police"}>
          {t("action.submit")} · {name("command", code)} <kbd>{t("action.submit_keys")}</kbd>
        </Button>
        <Button onClick={giveUp}>{t("app.cancel")}</Button>
      </div>
    </form>
  );
}
