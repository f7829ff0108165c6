import { ProblemAlert } from "../components/ProblemAlert";
import type { Problem } from "../api/http";
import type { Advice, Candidate } from "../api/types";
import { useWords } from "../i18n/context";
import { time } from "../lib/time";

type Props = { advice: Advice | undefined; problem: Problem | undefined; onCar?: (car: string) => void };

/** Which car to send, with ways and times: the words to the lines on the map. */
export function AdvicePanel({ advice, problem, onCar }: Props) {
  const { t, language } = useWords();
  if (problem) return <ProblemAlert problem={problem} />;
  if (!advice) return null;
  return (
    <section className="map-advice" aria-label={t("map.advice")}>
      <h3>{t("map.advice")}</h3>
      <p className="advice-sentence">{language === "en" ? advice.sentence_en : advice.sentence}</p>
      <ol>
        {advice.candidates.map((one) => (
          <li key={one.unit} className={one.unit === advice.unit ? "advised" : ""}>
            <OneCar one={one} onCar={onCar} />
          </li>
        ))}
      </ol>
      {advice.set_aside.length > 0 ? (
        <p className="quiet">
          {advice.set_aside.map((one) => t("map.set_aside", { car: one.unit_name, why: language === "en" ? t(`map.why.${one.why}`) : one.why_name })).join(" · ")}
        </p>
      ) : null}
    </section>
  );
}

function OneCar({ one, onCar }: { one: Candidate; onCar: Props["onCar"] }) {
  const { t, town } = useWords();
  const minutes = (seconds: number) => Math.max(1, Math.round(seconds / 60));
  const at = time(one.there_at, town?.utc_offset_seconds ?? 0).slice(0, 5);
  return (
    <>
      <p className="advice-car">
        {onCar ? (
          <button type="button" className="plain-button" onClick={() => onCar(one.unit)}>
            {one.unit_name}
          </button>
        ) : (
          <b>{one.unit_name}</b>
        )}
        {one.own_area ? <span className="mark own">{t("unit.own")}</span> : null}
        {one.busy_with ? <span className="mark busy">{t("unit.busy", { id: one.busy_with })}</span> : null}
        <b className="figure advice-time">{t("map.minutes", { n: minutes(one.total_seconds) })}</b>
      </p>
      <p className="quiet">
        {[
          one.metres == null ? undefined : t("map.straight", { km: (one.metres / 1000).toFixed(1) }),
          one.wait_seconds > 0 ? t("map.wait_minutes", { n: minutes(one.wait_seconds) }) : undefined,
          t("map.there_at", { time: at }),
          t(`map.way_from.${one.way_from}` as "map.way_from.position"),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </>
  );
}
