import { Checkbox, Input, Select } from "antd";
import type { Problem } from "../api/http";
import { useWords } from "../i18n/context";
import type { Spec, Value } from "../lib/spec";

type Props = {
  id: string;
  spec: Spec;
  value: Value | undefined;
  missing: boolean;
  problem?: Problem | undefined;
  onChange: (value: Value) => void;
};

const TYPES = { text: "text", date: "date", moment: "datetime-local", number: "text", password: "password" } as const;

/** A field with its name, its hint and what is wrong with it. */
export function SpecField({ id, spec, value, missing, problem, onChange }: Props) {
  const { t, language } = useWords();
  const wrong = problem ? (language === "en" ? problem.body.detail_en : problem.body.detail) : missing ? t("spec.missing") : undefined;
  const told = [spec.hint ? `${id}-hint` : "", wrong ? `${id}-wrong` : ""].filter(Boolean).join(" ") || undefined;
  const text = typeof value === "string" ? value : "";
  const common = {
    id,
    disabled: spec.readOnly === true,
    status: wrong ? ("error" as const) : ("" as const),
    "aria-invalid": wrong !== undefined,
    "aria-describedby": told,
    "aria-required": spec.required === true,
  };
  if (spec.kind === "tick") {
    return (
      <div className="spec-field wide">
        <Checkbox id={id} checked={value === true} disabled={spec.readOnly === true} onChange={(event) => onChange(event.target.checked)}>
          {spec.label}
        </Checkbox>
        <Under id={id} hint={spec.hint} wrong={wrong} />
      </div>
    );
  }
  const wide = spec.wide || spec.kind === "area" || spec.kind === "words" || spec.kind === "choices";
  return (
    <div className={`spec-field ${wide ? "wide" : ""}`}>
      <label htmlFor={id}>
        {spec.label}
        {spec.required ? <span className="needed" aria-hidden="true"> *</span> : null}
      </label>
      {spec.kind === "area" ? (
        <Input.TextArea {...common} autoSize={{ minRows: 2, maxRows: 14 }} value={text} onChange={(event) => onChange(event.target.value)} />
      ) : spec.kind === "choice" ? (
        <Select
          {...common}
          showSearch={spec.options.length > 8 ? { optionFilterProp: "label" } : false}
          allowClear={!spec.required}
          value={text || undefined}
          placeholder={t("field.choose")}
          options={spec.options}
          onChange={(chosen?: string) => onChange(chosen ?? "")}
        />
      ) : spec.kind === "choices" || spec.kind === "words" ? (
        <Select
          {...common}
          mode={spec.kind === "words" ? "tags" : "multiple"}
          value={Array.isArray(value) ? value : []}
          options={spec.kind === "choices" ? spec.options : []}
          {...(spec.kind === "words" ? { tokenSeparators: ["\n", ","], open: false, suffixIcon: null } : {})}
          optionFilterProp="label"
          onChange={(chosen: string[]) => onChange(chosen)}
        />
      ) : spec.kind === "password" ? (
        <Input.Password {...common} value={text} autoComplete="new-password" onChange={(event) => onChange(event.target.value)} />
      ) : (
        <Input
          {...common}
          type={TYPES[spec.kind]}
          inputMode={spec.kind === "number" ? "numeric" : undefined}
          step={spec.kind === "moment" ? 60 : undefined}
          autoComplete="off"
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      <Under id={id} hint={spec.hint} wrong={wrong} />
    </div>
  );
}

function Under({ id, hint, wrong }: { id: string; hint: string | undefined; wrong: string | undefined }) {
  return (
    <>
      {hint ? (
        <p className="fine" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {wrong ? (
        <p className="wrong" id={`${id}-wrong`} role="alert">
          {wrong}
        </p>
      ) : null}
    </>
  );
}
