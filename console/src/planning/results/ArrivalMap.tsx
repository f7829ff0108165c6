import { Alert, Radio } from "antd";
import { useMemo, useState } from "react";
import type { Scenario, Study } from "../../api/plan";
import type { PointAnswer, Present } from "../../api/plan.types";
import { useWords } from "../../i18n/context";
import { responseBand, shareBand } from "../../lib/planning/heat";
import { minutes, percentOf, promisePercent } from "../../lib/planning/numbers";
import { CellsMap } from "../CellsMap";
import { useNames } from "../useNames";
import { useTownGround } from "../useTownGround";
import { PointTable } from "./PointTable";

type Props = { study: Study; scenario: Scenario; layout: Present["layout"]; limit: number };
type Shows = "response" | "in_time";

/** Where a car is there soon, and where it is not. */
export function ArrivalMap(props: Props) {
  const { t } = useWords();
  const points = props.scenario.by_point ?? [];
  return (
    <figure className="card chart wide" aria-labelledby="chart-map">
      <figcaption id="chart-map">{t("plan.chart.map")}</figcaption>
      {points.length > 0 ? <Drawn {...props} points={points} /> : <Alert type="info" showIcon title={t("plan.no_points")} />}
    </figure>
  );
}

function Drawn({ study, scenario, layout, limit, points }: Props & { points: readonly PointAnswer[] }) {
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
  const at = (part: number) => minutes(limit * part, 0);
  const percent = (points: number) => promisePercent(Math.min(10_000, promise + points * 100));
  const texts =
    shows === "response"
      ? [t("plan.over", { value: at(0.9) }), `${at(0.7)}–${at(0.9)}`, `${at(0.55)}–${at(0.7)}`, `${at(0.4)}–${at(0.55)}`, t("plan.up_to", { value: at(0.4) })]
      : [t("plan.below", { value: percent(-5) }), `${percent(-5)}–${percent(-2)}`, `${percent(-2)}–${percent(0)}`, `${percent(0)}–${percent(2)}`, t("plan.from", { value: percent(2) })];
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
