import { Radio } from "antd";
import { useState } from "react";
import type { Car, Scenario, Study } from "../../api/plan";
import { useWords } from "../../i18n/context";
import { carsByHour, dutyRows } from "../../lib/planning/fleet";
import { heat, HEAT_MEASURES, type HeatMeasure, worstHours } from "../../lib/planning/heat";
import { percentOf } from "../../lib/planning/numbers";
import { fixed } from "../../lib/report/numbers";
import { useNames } from "../useNames";

type Props = { study: Study; scenario: Scenario; cars: readonly Car[]; limit: number };

/** The week by the hour: each figure stands in its field, the colour says the same. */
export function HeatSheet({ study, scenario, cars, limit }: Props) {
  const { t } = useWords();
  const names = useNames();
  const [measure, setMeasure] = useState<HeatMeasure>("in_time");
  const promise = study.promise.share / 10_000;
  const fromCall = study.promise.of === "answered_in_time";
  const rows = heat(scenario.by_hour, measure, { promise, limit, fromCall, weeks: study.days / 7 });
  const onDuty = carsByHour(cars);
  const worst = worstHours(scenario.by_hour, promise, fromCall);
  const text = (value: number | undefined) =>
    value === undefined ? "" : measure === "calls" ? fixed(value, 1) : measure === "response" ? fixed(value / 60, 0) : fixed(value * 100, 0);
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  return (
    <figure className="card chart wide" aria-labelledby="chart-heat">
      <figcaption id="chart-heat">{t("plan.chart.heat")}</figcaption>
      <Radio.Group
        className="no-print"
        aria-label={t("plan.heat_shows")}
        value={measure}
        onChange={(event) => setMeasure(event.target.value)}
        options={HEAT_MEASURES.map((one) => ({ value: one, label: t(`plan.heat.${one}`) }))}
      />
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t("plan.chart.heat")}>
        <table className={`plan-heat ${measure === "calls" ? "counts" : ""}`}>
          <thead>
            <tr>
              <th scope="col">{t("plan.hour_head")}</th>
              {hours.map((hour) => (
                <th scope="col" key={hour}>
                  {hour}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, day) => (
              <tr key={day}>
                <th scope="row">{names.weekday(day + 1)}</th>
                {row.map(({ hour, value, band }) => (
                  <td key={hour} className={band === undefined ? "none" : `band-${band}`} title={t("plan.heat_title", { hour: names.hour(hour), cars: onDuty[hour] ?? 0 })}>
                    {text(value)}
                  </td>
                ))}
              </tr>
            ))}
            {cars.some((one) => (one.duty ?? []).length > 0) ? (
              dutyRows(onDuty).map(({ day, all, cars: each }) => (
                <tr key={`cars ${day}`} className="cars">
                  <th scope="row">{all ? t("plan.cars_on_duty") : t("plan.cars_on", { day: names.weekday(day + 1) })}</th>
                  {each.map((count, hour) => (
                    <td key={hour}>{count}</td>
                  ))}
                </tr>
              ))
            ) : (
              <tr className="cars">
                <th scope="row">{t("plan.cars_on_duty")}</th>
                <td colSpan={24}>{t("plan.always_on", { cars: cars.length })}</td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
      <p>
        {worst.length > 0
          ? t("plan.worst_hours", { hours: worst.map((one) => t("plan.worst_hour", { hour: names.hour(one.hour), share: percentOf(one.share, 0) })).join(t("plan.and")) })
          : t("plan.no_worst_hours")}
      </p>
      <p className="fine">{t(`plan.heat_why.${measure}`)}</p>
    </figure>
  );
}
