import { Alert, Radio } from "antd";
import { useMemo, useState } from "react";
import type { Point, Scenario, Study } from "../../api/plan";
import type { Present } from "../../api/plan.types";
import { useWords } from "../../i18n/context";
import { RESPONSE_STEPS, responseBand, SHARE_STEPS, shareBand } from "../../lib/planning/heat";
import { minutes, percentOf, promisePercent } from "../../lib/planning/numbers";
import { fixed } from "../../lib/report/numbers";
import { CellsMap } from "../CellsMap";
import { useNames } from "../useNames";
import { useTownGround } from "../useTownGround";
import { PointTable } from "./PointTable";

type Props = { study: Study; scenario: Scenario; layout: Present["layout"]; limit: number };
type Shows = "response" | "in_time";

/** Where a car is there soon, and where it is not. */
export function ArrivalMap(props: Props) {
  const { t } = useWords();
  const points = props.scenario.by_point;
  return (
    <figure className="card chart wide" aria-labelledby="chart-map">
      <figcaption id="chart-map">{t("plan.chart.map")}</figcaption>
      {points.length > 0 ? <Drawn {...props} points={points} /> : <Alert type="info" showIcon title={t("plan.no_points")} />}
    </figure>
  );
}

function Drawn({ study, scenario, layout, limit, points }: Props & { points: readonly Point[] }) {
  const { t } = useWords();
  const names = useNames();
  const { ground, tiles, nameOf } = useTownGround(points);
  const [shows, setShows] = useState<Shows>("response");
  const [chosen, setChosen] = useState<number>();
  const promise = study.promise.share / 10_000;
  const looks = useMemo(
    () =>
      points.map((one) => {
        if (shows === "response") {
          const seconds = one.response?.value;
          return seconds === undefined ? { className: "none", text: "" } : { className: `band-${responseBand(seconds, limit)}`, text: minutes(seconds, 0) };
        }
        const share = one.arrived_in_time?.value;
        return share === undefined ? { className: "none", text: "" } : { className: `band-${shareBand(share, promise)}`, text: percentOf(share, 0).slice(0, -1) };
      }),
    [points, shows, limit, promise],
  );
  const stands = useMemo(() => layout.areas.map((one) => ({ id: one.id, name: names.area(one.id), place: one.waits_at })), [layout, names]);
  const told = (nth: number | undefined) => {
    const one = nth === undefined ? undefined : points[nth];
    if (nth === undefined || !one) return t("plan.point_at_cell");
    return t("plan.cell_answers", {
      cell: nameOf(nth),
      area: names.area(one.area),
      calls: one.calls ? Math.round((one.calls.value / study.days) * 365) : "—",
      minutes: one.response ? minutes(one.response.value) : "—",
      share: one.arrived_in_time ? percentOf(one.arrived_in_time.value) : "—",
    });
  };
  return (
    <>
      <Radio.Group
        className="no-print"
        aria-label={t("plan.map_shows")}
        value={shows}
        onChange={(event) => setShows(event.target.value)}
        options={(["response", "in_time"] as const).map((one) => ({ value: one, label: t(`plan.map_shows.${one}`) }))}
      />
      <CellsMap ground={ground} tiles={tiles} points={points} looks={looks} stands={stands} chosen={chosen} onPick={setChosen} tell={told} />
      <Legend shows={shows} limit={limit} promise={study.promise.share} />
      <p className="fine">{t("plan.map_why")}</p>
      <details className="chart-data">
        <summary>{t("report.data")}</summary>
        <PointTable label={t("plan.chart.map")} points={points} days={study.days} nameOf={nameOf} scenario={scenario.name} />
      </details>
    </>
  );
}

function Legend({ shows, limit, promise }: { shows: Shows; limit: number; promise: number }) {
  const { t } = useWords();
  const parts = RESPONSE_STEPS.map((part) => fixed((limit * part) / 60, 1).replace(/\.0$/, ""));
  const percents = SHARE_STEPS.map((points) => promisePercent(Math.max(0, Math.min(10_000, promise + points * 100))));
  const between = (all: readonly string[]) => all.slice(1).map((to, nth) => `${all[nth]}–${to}`);
  const texts =
    shows === "response"
      ? [t("plan.over", { value: parts.at(-1) ?? "" }), ...between(parts).reverse(), t("plan.up_to", { value: parts[0] ?? "" })]
      : [t("plan.below", { value: percents[0] ?? "" }), ...between(percents), t("plan.from", { value: percents.at(-1) ?? "" })];
  return (
    <ul className="plan-legend" aria-label={t("plan.legend")}>
      <li>{t(`plan.map_shows.${shows}`)}</li>
      {texts.map((text, band) => (
        <li key={band}>
          <span className={`plan-swatch band-${band}`} aria-hidden="true" /> {text}
        </li>
      ))}
      <li>
        <span className="plan-swatch stand" aria-hidden="true" /> {t("plan.stand")}
      </li>
    </ul>
  );
}
