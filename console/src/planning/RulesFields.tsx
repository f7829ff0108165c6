import { Input } from "antd";
import type { Present } from "../api/plan.types";
import { useWords } from "../i18n/context";
import { minutes } from "../lib/planning/numbers";
import type { TypedVariant, Wrong } from "../lib/planning/variants";

type Props = { typed: TypedVariant; present: Present; wrong: Wrong[]; onChange: (typed: TypedVariant) => void };

const FIELDS = ["demand", "arrive", "preference", "gain"] as const;

/** More or fewer calls, and other rules; an empty field is as now. */
export function RulesFields({ typed, present, wrong, onChange }: Props) {
  const { t } = useWords();
  const { rules } = present;
  const now = {
    demand: "0",
    arrive: minutes(rules.arrive.seconds, 0),
    preference: String(rules.dispatch.own_area_preference_seconds ?? 0),
    gain: rules.reassign_gain_seconds ? String(rules.reassign_gain_seconds) : t("plan.never"),
  };
  const suffix = { demand: "%", arrive: t("plan.unit.minutes"), preference: t("plan.unit.seconds"), gain: t("plan.unit.seconds") };
  return (
    <div className="plan-fields">
      {FIELDS.map((one) => {
        const id = `${one}-${typed.key}`;
        const bad = wrong.some(({ field }) => field === one);
        return (
          <div key={one} className="spec-field">
            <label htmlFor={id}>{t(`plan.field.${one}`)}</label>
            <Input
              id={id}
              inputMode="decimal"
              value={typed[one]}
              placeholder={t("plan.now_is", { value: now[one] })}
              suffix={suffix[one]}
              status={bad ? "error" : ""}
              aria-invalid={bad}
              aria-describedby={`${id}-hint`}
              onChange={(event) => onChange({ ...typed, [one]: event.target.value })}
            />
            <span id={`${id}-hint`} className={bad ? "wrong" : "fine"}>
              {bad ? t(`plan.wrong.${one}`, { car: "" }) : t(`plan.hint.${one}`)}
            </span>
          </div>
        );
      })}
    </div>
  );
}
