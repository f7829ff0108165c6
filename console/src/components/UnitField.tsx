import { Radio } from "antd";
import { useWords } from "../i18n/context";
import { time } from "../lib/time";
import { choices } from "../lib/units";
import type { FieldProps } from "./CommandField";

/** The cars: as they are advised, else the area's own first, busy ones last and marked. */
export function UnitField({ fields, onSet, incident, town, missing, recommendation }: FieldProps) {
  const { t } = useWords();
  return (
    <fieldset className="field" data-field="unit">
      <legend>{t("field.unit")}</legend>
      <Radio.Group className="units" value={fields.unit} onChange={(event) => onSet("unit", String(event.target.value))}>
        {choices(town, incident, recommendation).map(({ unit, own, busyWith, here, car, advised, aside }) => (
          <Radio key={unit.id} value={unit.id} disabled={here || aside !== undefined}>
            {unit.name} <span className="quiet">{unit.call_sign}</span>
            {advised ? <b className="mark own">{t("recommend.advised")}</b> : null}
            {own ? <b className="mark own">{t("unit.own")}</b> : null}
            {here ? (
              <span className="mark">{t("unit.here")}</span>
            ) : aside ? (
              <span className="mark busy">{t(`recommend.why.${aside}`)}</span>
            ) : busyWith ? (
              <span className="mark busy">{t("unit.busy", { id: busyWith })}</span>
            ) : (
              <span className="mark free">{t("unit.free")}</span>
            )}
            {car ? (
              <span className="quiet">
                {" "}
                {t("recommend.there", {
                  time: time(car.there_at, town.utc_offset_seconds).slice(0, 5),
                  minutes: Math.ceil(car.total_seconds / 60),
                })}
              </span>
            ) : null}
          </Radio>
        ))}
      </Radio.Group>
      {missing ? <p className="wrong">{t("field.choose")}</p> : null}
    </fieldset>
  );
}
