import { Input, Radio } from "antd";
import type { ReactNode } from "react";
import type { Recommendation } from "../api/room";
import type { Incident, Town } from "../api/types";
import { useWords } from "../i18n/context";
import { clocksFor, active, type FieldName, type Fields, FIELDS, referrals } from "../lib/commands";
import { fromField, toField } from "../lib/time";
import { UnitField } from "./UnitField";

export type FieldProps = {
  field: FieldName;
  code: string;
  fields: Fields;
  onSet: (field: FieldName, value: string) => void;
  incident: Incident;
  town: Town;
  missing: boolean;
  recommendation?: Recommendation | undefined;
};

type Choice = { code: string; name: ReactNode };

/** One field: a choice of buttons where the answers are known, else text. */
export function CommandField(props: FieldProps) {
  const { field, code, fields, onSet, incident, town, missing } = props;
  const { t, name } = useWords();
  const named = (group: string, list: { code: string; name: string }[]): Choice[] =>
    list.map((one) => ({ code: one.code, name: name(group, one.code, one.name) }));

  const choices = (): Choice[] | undefined => {
    switch (field) {
      case "category":
        return named("category", town.categories);
      case "subcategory":
        return town.categories.find((one) => one.code === fields.category)?.subcategories ?? [];
      case "area":
        return [
          { code: "", name: t("field.area_auto") },
          ...town.areas.map((one) => ({ code: one.id, name: one.name })),
        ];
      case "station":
        return town.stations;
      case "department":
        return town.departments;
      case "how":
        return named("arrival", town.arrival_sources);
      case "outcome":
        return named("disposal", town.disposal_outcomes);
      case "grade":
        return fields.answer === "unreachable" ? [] : named("grade", town.grades);
      case "answer":
        return ["reached", "unreachable"].map((one) => ({ code: one, name: name("follow_up", one) }));
      case "crewAnswer":
        return named("crew_answer", town.crew_answers);
      case "referral":
        return referrals(code, incident).map((one) => ({ code: String(one.referral), name: one.department_name }));
      case "clock":
        return clocksFor(code, incident).map((one) => ({ code: one.clock, name: name("clock", one.clock, one.name) }));
      case "unit":
        return active(incident).map((one) => ({ code: one.unit, name: one.name }));
      default:
        return undefined;
    }
  };

  if (field === "unit" && FIELDS[code]?.includes("unit!")) return <UnitField {...props} />;
  const all = choices();
  // Nothing to choose: the server takes the only answer by itself.
  if (all && (all.length === 0 || (field === "unit" && all.length === 1))) return null;
  // The reason is asked for where sending that car needs one; where that is not known, it may be given.
  const car = props.recommendation?.candidates.find((one) => one.unit === fields.unit);
  if (field === "uncovered" && car && !car.needs_reason && !fields.uncovered) return null;
  if (field === "complaint" && fields.answer === "unreachable") return null;

  const wrong = missing ? <p className="wrong">{t(all ? "field.choose" : "field.required")}</p> : null;
  const id = `field-${field}`;
  const instant = field === "until" || field === "dueAt" ? fields[field] : undefined;
  if (all) {
    return (
      <fieldset className="field" data-field={field}>
        <legend>{t(`field.${field}`)}</legend>
        <Radio.Group
          optionType="button"
          buttonStyle="solid"
          className="chips"
          value={fields[field] ?? (field === "area" ? "" : undefined)}
          onChange={(event) => {
            onSet(field, String(event.target.value));
            if (field === "category") onSet("subcategory", "");
          }}
          options={all.map((one) => ({ value: one.code, label: one.name }))}
        />
        {wrong}
      </fieldset>
    );
  }
  return (
    <div className="field" data-field={field}>
      <label htmlFor={id}>{t(`field.${field}`)}</label>
      {field === "until" || field === "dueAt" ? (
        <Input
          id={id}
          type="datetime-local"
          step={1}
          value={instant ? toField(Date.parse(instant), town.utc_offset_seconds) : ""}
          onChange={(event) => onSet(field, fromField(event.target.value, town.utc_offset_seconds) ?? "")}
        />
      ) : field === "into" || field === "rank" ? (
        <Input
          id={id}
          {...(field === "rank" ? { type: "number", min: 0, max: 99 } : {})}
          value={fields[field] ?? ""}
          onChange={(event) => onSet(field, event.target.value)}
        />
      ) : (
        <Input.TextArea
          id={id}
          autoSize={{ minRows: 2, maxRows: 8 }}
          value={fields[field] ?? ""}
          aria-invalid={missing || undefined}
          onChange={(event) => onSet(field, event.target.value)}
        />
      )}
      {wrong}
    </div>
  );
}
