import { Checkbox, Input, Radio, Select } from "antd";
import { useWords } from "../i18n/context";
import { type Ask, BUTTONS } from "../lib/acts";

type Props = { ask: Ask; id: string; value: string; missing: boolean; wrong: boolean; onValue: (value: string) => void };

const TYPES = { date: "date", month: "month", time: "time", moment: "datetime-local" } as const;

/** One question of a form. */
export function ActField({ ask, id, value, missing, wrong, onValue }: Props) {
  const { t } = useWords();
  const hint = ask.hint ? `${id}-hint` : undefined;
  const after = (
    <>
      {ask.hint ? (
        <p id={hint} className="quiet fine">
          {ask.hint}
        </p>
      ) : null}
      {missing ? <p className="wrong">{t(ask.kind === "choice" || ask.kind === "many" ? "field.choose" : ask.kind === "number" ? "act.number" : "field.required")}</p> : null}
    </>
  );
  const invalid = missing || wrong || undefined;
  if (ask.kind === "tick") {
    return (
      <div className={`field ${ask.wide ? "wide" : ""}`} data-field={ask.name}>
        <Checkbox checked={value === "yes"} onChange={(event) => onValue(event.target.checked ? "yes" : "")}>
          {ask.label}
        </Checkbox>
        {after}
      </div>
    );
  }
  const label = ask.required ? ask.label : t("act.optional", { label: ask.label });
  if (ask.kind === "choice" && (ask.options?.length ?? 0) <= BUTTONS) {
    return (
      <fieldset className="field wide" data-field={ask.name}>
        <legend>{label}</legend>
        <Radio.Group
          optionType="button"
          buttonStyle="solid"
          className="chips"
          value={value}
          onChange={(event) => onValue(String(event.target.value))}
          options={(ask.options ?? []).map((one) => ({ ...one }))}
        />
        {after}
      </fieldset>
    );
  }
  return (
    <div className={`field ${ask.kind === "text" || ask.kind === "many" ? "wide" : ""}`} data-field={ask.name}>
      <label htmlFor={id}>{label}</label>
      {ask.kind === "choice" ? (
        <Select
          id={id}
          showSearch={{ optionFilterProp: "label" }}
          allowClear={!ask.required}
          value={value || undefined}
          status={invalid ? "error" : ""}
          onChange={(next?: string) => onValue(next ?? "")}
          options={(ask.options ?? []).map((one) => ({ ...one }))}
        />
      ) : ask.kind === "many" ? (
        <Select
          id={id}
          mode="multiple"
          showSearch={{ optionFilterProp: "label" }}
          value={value.split(" ").filter(Boolean)}
          status={invalid ? "error" : ""}
          onChange={(next: string[]) => onValue(next.join(" "))}
          options={(ask.options ?? []).map((one) => ({ ...one }))}
        />
      ) : ask.kind === "text" ? (
        <Input.TextArea
          id={id}
          autoSize={{ minRows: 2, maxRows: 10 }}
          value={value}
          aria-invalid={invalid}
          aria-describedby={hint}
          onChange={(event) => onValue(event.target.value)}
        />
      ) : (
        <Input
          id={id}
          value={value}
          type={ask.kind === "line" || ask.kind === "number" ? "text" : TYPES[ask.kind]}
          inputMode={ask.kind === "number" ? "numeric" : undefined}
          aria-invalid={invalid}
          aria-describedby={hint}
          status={invalid ? "error" : ""}
          onChange={(event) => onValue(event.target.value)}
        />
      )}
      {after}
    </div>
  );
}
