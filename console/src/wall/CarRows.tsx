import { useWords } from "../i18n/context";
import { ago, stateName } from "../map/pins";
import type { Car } from "../lib/mapScene";
import { carsInOrder } from "../lib/wall";

type Props = { cars: readonly Car[]; most: number; seesCars: boolean };

/** The cars: who is on scene, on the way, free. */
export function CarRows({ cars, most, seesCars }: Props) {
  const words = useWords();
  const { t } = words;
  const free = cars.filter((car) => car.state === "in_service").length;
  const shown = carsInOrder(cars).slice(0, most);
  return (
    <section className="wall-panel" data-tour="wall-cars">
      <h2>
        {t("wall.cars")} <span>{t("wall.free", { free, all: cars.length })}</span>
      </h2>
      <ul className="wall-rows">
        {shown.map((car) => (
          <li key={car.id}>
            <b>{car.callSign}</b>
            <span className={`wall-state tone-${car.state}`}>{stateName(words, car)}</span>
            <span className="wall-rest">
              {car.incident ? `#${car.incident.split("-")[1]}` : car.areaName}
              {!seesCars ? null : car.age === undefined ? (
                <i>{t("map.never_seen")}</i>
              ) : (
                <i className={car.old ? "old" : ""}>{car.old ? t("wall.old", { ago: ago(words, car.age) }) : ago(words, car.age)}</i>
              )}
            </span>
          </li>
        ))}
      </ul>
      {cars.length > shown.length ? <p className="wall-small">{t("wall.more", { n: cars.length - shown.length })}</p> : null}
    </section>
  );
}
