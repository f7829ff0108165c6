import { Button, Select } from "antd";
import type { Present } from "../api/plan.types";
import { useWords } from "../i18n/context";
import type { Hours } from "../lib/planning/shifts";
import type { CarEdit, TypedVariant, Wrong } from "../lib/planning/variants";
import { HoursField } from "./HoursField";
import { useNames } from "./useNames";

type Props = { typed: TypedVariant; present: Present; wrong: Wrong[]; onChange: (typed: TypedVariant) => void };

/** Every car of a scenario: those of today that stay, change or go, and those that come. */
export function CarRows({ typed, present, wrong, onChange }: Props) {
  const { t } = useWords();
  const names = useNames();
  const areas = present.layout.areas.map((one) => ({ value: one.id, label: names.area(one.id) }));
  const isWrong = (car: string) => wrong.some((one) => one.car === car);
  const edit = (unit: string, change: CarEdit | undefined) => {
    const { [unit]: _, ...others } = typed.cars;
    onChange({ ...typed, cars: change ? { ...others, [unit]: change } : others });
  };
  const id = `cars-${typed.key}`;
  const addCar = () => {
    const key = Math.max(0, ...typed.added.map((one) => one.key)) + 1;
    onChange({ ...typed, added: [...typed.added, { key, area: areas[0]?.value ?? "", hours: { kind: "all_day" } }] });
  };
  return (
    <div className="plan-cars">
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t("plan.cars_of", { name: typed.name })}>
        <table className="sheet-table plan-car-table">
          <thead>
            <tr>
              <th scope="col">{t("plan.car")}</th>
              <th scope="col">{t("plan.area")}</th>
              <th scope="col">{t("plan.hours")}</th>
              <th scope="col">{t("plan.what_becomes")}</th>
            </tr>
          </thead>
          <tbody>
            {present.fleet.cars.map((car) => {
              const now = typed.cars[car.unit];
              const gone = now !== undefined && "gone" in now;
              const change = now && !gone ? (now as { area?: string; hours?: Hours }) : {};
              const changed = change.area !== undefined || change.hours !== undefined;
              const label = names.car(car.unit);
              return (
                <tr key={car.unit} className={gone ? "gone" : changed ? "changed" : undefined}>
                  <th scope="row">{label}</th>
                  <td>
                    <Select
                      aria-label={t("plan.area_of", { car: label })}
                      size="small"
                      disabled={gone}
                      popupMatchSelectWidth={false}
                      value={change.area ?? car.area}
                      options={areas}
                      onChange={(area: string) => {
                        const { area: _, ...others } = change;
                        const next = area === car.area ? others : { ...others, area };
                        edit(car.unit, Object.keys(next).length > 0 ? next : undefined);
                      }}
                    />
                  </td>
                  <td>
                    <HoursField
                      id={`${id}-${car.unit}`}
                      label={t("plan.hours_of", { car: label })}
                      hours={change.hours}
                      now={car.duty ?? []}
                      disabled={gone}
                      wrong={isWrong(car.unit)}
                      onChange={(hours) => {
                        const { hours: _, ...others } = change;
                        const next = hours ? { ...others, hours } : others;
                        edit(car.unit, Object.keys(next).length > 0 ? next : undefined);
                      }}
                    />
                  </td>
                  <td className="nowrap">
                    {gone ? (
                      <>
                        <b className="plan-gone">− {t("plan.gone")}</b>{" "}
                        <Button size="small" onClick={() => edit(car.unit, undefined)} aria-label={t("plan.bring_back_of", { car: label })}>
                          {t("plan.bring_back")}
                        </Button>
                      </>
                    ) : (
                      <>
                        {changed ? <b className="plan-changed">≠ {t("plan.changed")}</b> : <span className="quiet">{t("plan.stays")}</span>}{" "}
                        <Button size="small" onClick={() => edit(car.unit, { gone: true })} aria-label={t("plan.take_away_of", { car: label })}>
                          {t("plan.take_away")}
                        </Button>
                      </>
                    )}
                  </td>
                </tr>
              );
            })}
            {typed.added.map((one, nth) => {
              const label = names.car(`new-${nth + 1}`);
              const put = (part: Partial<typeof one>) => onChange({ ...typed, added: typed.added.map((old) => (old.key === one.key ? { ...old, ...part } : old)) });
              return (
                <tr key={`new ${one.key}`} className="added">
                  <th scope="row">{label}</th>
                  <td>
                    <Select aria-label={t("plan.area_of", { car: label })} size="small" popupMatchSelectWidth={false} value={one.area} options={areas} onChange={(area: string) => put({ area })} />
                  </td>
                  <td>
                    <HoursField
                      id={`${id}-new-${one.key}`}
                      label={t("plan.hours_of", { car: label })}
                      hours={one.hours}
                      wrong={isWrong(`new-${nth + 1}`)}
                      onChange={(hours) => hours && put({ hours })}
                    />
                  </td>
                  <td className="nowrap">
                    <b className="plan-added">+ {t("plan.added")}</b>{" "}
                    <Button size="small" onClick={() => onChange({ ...typed, added: typed.added.filter((old) => old.key !== one.key) })} aria-label={t("plan.take_away_of", { car: label })}>
                      {t("plan.take_away")}
                    </Button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p>
        <Button onClick={addCar}>{t("plan.add_car")}</Button>
      </p>
    </div>
  );
}
