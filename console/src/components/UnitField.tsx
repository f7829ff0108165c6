import { Radio } from "antd";
import { useWords } from "../i18n/context";
import { choices } from "../lib/units";
import type { FieldProps } from "./CommandField";

/** The cars: the area's own first, busy ones last and marked. */
export function UnitField({ fields, onSet, incident, town, missing }: FieldProps) {
  const { t } = useWords();
  return (
    <fieldset className="field" data-field="unit">
      <legend>{t("field.unit")}</legend>
      <Radio.Group className="units" value={fields.unit} onChange={(event) => onSet("unit", String(event.target.value))}>
        {choices(town, incident).map(({ unit, own, busyWith, here }) => (
          <Radio key={unit.id} value={unit.id} disabled={here}>
            {unit.name} <span className="quiet">{unit.call_sign}</span>
            {own ? <b className="mark own">{t("unit.own")}</b> : null}
            {here ? (
              <span className="mark">{t("unit.here")}</span>
            ) : busyWith ? (
              <span className="mark busy">{t("unit.busy", { id: busyWith })}</span>
            ) : (
              <span className="mark free">{t("unit.free")}</span>
            )}
          </Radio>
        ))}
      </Radio.Group>
      {missing ? <p className="wrong">{t("field.choose")}</p> : null}
    </fieldset>
  );
}
