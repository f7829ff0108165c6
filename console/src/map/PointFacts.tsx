import { Button } from "antd";
import { useEffect, useState } from "react";
import { areaAt } from "../api/map";
import { asProblem, type Problem } from "../api/http";
import type { Named } from "../api/types";
import { ProblemAlert } from "../components/ProblemAlert";
import { useWords } from "../i18n/context";
import type { LonLat } from "../lib/gcj02";
import { metres } from "../lib/mapGeometry";
import { type Car, carsNear } from "../lib/mapScene";
import { Outside } from "./Outside";

type Props = { place: LonLat; name: string; cars: readonly Car[]; onCar: (car: string) => void; onGone: () => void };

type Found = { area: Named | null | undefined; nearest: Named | null | undefined; metres: number | null | undefined };

/** What lies at a place: its area (点落区), and the cars nearest to it. */
export function PointFacts({ place, name, cars, onCar, onGone }: Props) {
  const { t } = useWords();
  const [found, setFound] = useState<Found>();
  const [problem, setProblem] = useState<Problem>();
  const [lon, lat] = place;
  useEffect(() => {
    const stop = new AbortController();
    areaAt([lon, lat], stop.signal).then(
      ({ area, nearest, nearest_metres: far }) => {
        setFound({ area, nearest, metres: far });
        setProblem(undefined);
      },
      (error: unknown) => !stop.signal.aborted && setProblem(asProblem(error)),
    );
    return () => stop.abort();
  }, [lon, lat]);
  const near = carsNear(cars, place);
  return (
    <article className="map-facts" data-tour="map-facts" aria-label={name}>
      <h3 className="facts-head">
        {name}
        <Button size="small" onClick={onGone}>
          {t("map.clear")}
        </Button>
      </h3>
      {problem ? <ProblemAlert problem={problem} /> : null}
      {found ? (
        <p>
          {found.area
            ? found.area.name
            : found.nearest
              ? t("map.outside_areas", { area: found.nearest.name, n: found.metres ?? 0 })
              : t("map.no_area")}
        </p>
      ) : null}
      {near.length > 0 ? (
        <ul className="plain" aria-label={t("map.nearest")}>
          {near.map((car) => (
            <li key={car.id}>
              <button type="button" className="plain-button" onClick={() => onCar(car.id)}>
                {car.name}
              </button>{" "}
              <span className="quiet">{t("map.straight", { km: (metres(car.place, place) / 1000).toFixed(1) })}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <Outside place={place} name={name} />
    </article>
  );
}
