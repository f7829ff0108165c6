import { Checkbox, Input, Select } from "antd";
import type { Window } from "../api/plan";
import { useWords } from "../i18n/context";
import { type Hours, PRESETS, WEEK } from "../lib/planning/shifts";
import { useNames } from "./useNames";

type Props = {
  id: string;
  label: string;
  /** Undefined where the car keeps its own. */
  hours: Hours | undefined;
  /** What it works now; nothing for a car that is new. */
  now?: Window[];
  disabled?: boolean;
  wrong: boolean;
  onChange: (hours: Hours | undefined) => void;
};

/** Hours of a car: a known shift, or its own begin and end. */
export function HoursField({ id, label, hours, now, disabled = false, wrong, onChange }: Props) {
  const { t } = useWords();
  const names = useNames();
  const own = hours?.kind === "own" ? hours : undefined;
  const choose = (kind: string) => {
    if (kind === "now") onChange(undefined);
    else if (kind === "own") onChange({ kind: "own", from: "08:00", to: "18:00", weekdays: WEEK });
    else onChange({ kind: kind as (typeof PRESETS)[number] });
  };
  return (
    <div className="plan-hours">
      <Select
        aria-label={label}
        size="small"
        disabled={disabled}
        popupMatchSelectWidth={false}
        value={hours?.kind ?? "now"}
        onChange={choose}
        options={[
          ...(now ? [{ value: "now", label: t("plan.as_now", { hours: names.hours(now) }) }] : []),
          ...PRESETS.map((one) => ({ value: one, label: t(`plan.shift.${one}`) })),
          { value: "own", label: t("plan.shift.own") },
          ...(hours?.kind === "file" ? [{ value: "file", label: names.hours(hours.duty) }] : []),
        ]}
      />
      {own ? (
        <>
          <span className="row">
            <Input size="small" type="time" aria-label={t("plan.begins", { label })} value={own.from} status={wrong ? "error" : ""} onChange={(event) => onChange({ ...own, from: event.target.value })} />
            –
            <Input size="small" type="time" aria-label={t("plan.ends", { label })} value={own.to} status={wrong ? "error" : ""} onChange={(event) => onChange({ ...own, to: event.target.value })} />
          </span>
          <span className="plan-weekdays" role="group" aria-label={t("plan.weekdays_of", { label })} id={id}>
            {WEEK.map((day) => (
              <Checkbox
                key={day}
                checked={own.weekdays.includes(day)}
                onChange={(event) => onChange({ ...own, weekdays: event.target.checked ? [...own.weekdays, day].sort() : own.weekdays.filter((one) => one !== day) })}
              >
                {names.weekday(day)}
              </Checkbox>
            ))}
          </span>
          {wrong ? <span className="wrong">{t("plan.wrong_hours")}</span> : null}
        </>
      ) : null}
    </div>
  );
}
