import { Button } from "antd";
import type { Candidate, Recommendation } from "../api/room";
import type { Town } from "../api/types";
import { useWords } from "../i18n/context";
import { time } from "../lib/time";

type Props = {
  recommendation: Recommendation;
  town: Town;
  /** Opens the form with this car; nothing where a form is open or no car may be sent. */
  onPick: ((unit: string) => void) | undefined;
};

/** Which car to send and why, each candidate with its own reasons, and those that cannot. */
export function RecommendationCard({ recommendation, town, onPick }: Props) {
  const { t, language } = useWords();
  return (
    <section className="card" aria-labelledby="recommendation-title" data-tour="recommendation">
      <h3 id="recommendation-title">{t("recommend.title")}</h3>
      <p>
        <b>{language === "en" ? recommendation.sentence_en : recommendation.sentence}</b>
      </p>
      <ol className="candidates">
        {recommendation.candidates.map((one) => (
          <OneCar key={one.unit} car={one} advised={one.unit === recommendation.unit} town={town} onPick={onPick} />
        ))}
      </ol>
      {recommendation.set_aside.length > 0 ? (
        <p className="quiet">
          {t("recommend.aside")}{" "}
          {recommendation.set_aside.map((one) => `${one.unit_name} (${t(`recommend.why.${one.why}`)})`).join(" · ")}
        </p>
      ) : null}
    </section>
  );
}

type CarProps = { car: Candidate; advised: boolean; town: Town; onPick: Props["onPick"] };

function OneCar({ car, advised, town, onPick }: CarProps) {
  const { t, language } = useWords();
  const there = time(car.there_at, town.utc_offset_seconds).slice(0, 5);
  return (
    <li>
      <details open={advised}>
        <summary>
          <b>{car.unit_name}</b>
          {advised ? <b className="mark own">{t("recommend.advised")}</b> : null}
          {car.own_area ? <span className="mark">{t("unit.own")}</span> : null}
          {car.busy_with ? <span className="mark busy">{t("unit.busy", { id: car.busy_with })}</span> : null}
          {car.needs_reason ? <span className="mark busy">{t("recommend.last")}</span> : null}
          <span className="item-time">{t("recommend.there", { time: there, minutes: Math.ceil(car.total_seconds / 60) })}</span>
        </summary>
        <ul className="reasons">
          {car.reasons.map((reason) => (
            <li key={reason.part}>{language === "en" ? reason.en : reason.zh}</li>
          ))}
        </ul>
        {onPick ? (
          <Button size="small" onClick={() => onPick(car.unit)}>
            {t("recommend.pick", { name: car.unit_name })}
          </Button>
        ) : null}
      </details>
    </li>
  );
}
