import { useWords } from "../i18n/context";
import { duration } from "../lib/time";
import type { Figures, Late } from "../lib/wall";
import type { Incident } from "../api/types";

type Props = {
  waiting: readonly { incident: Incident; seconds: number }[];
  late: readonly Late[];
  today: Figures | undefined;
};

/** As many lines as a wall has room for. */
const MOST = 3;

/** Who waits, what runs late, and what was breached today. */
export function Trouble({ waiting, late, today }: Props) {
  const { t, name } = useWords();
  const breaches = today?.breaches ?? [];
  return (
    <section className="wall-panel wall-trouble" data-tour="wall-trouble">
      <h2>{t("wall.oldest")}</h2>
      {waiting.length === 0 ? <p className="wall-none">{t("wall.none_waits")}</p> : null}
      <ul className="wall-rows">
        {waiting.slice(0, MOST).map(({ incident, seconds }) => (
          <li key={incident.id} data-testid="wall-oldest">
            <b className="wall-address">{incident.address}</b>
            <span className="wall-figure warn">{t("wall.waits", { time: duration(seconds) })}</span>
          </li>
        ))}
      </ul>
      {waiting.length > MOST ? <p className="wall-small">{t("wall.more", { n: waiting.length - MOST })}</p> : null}
      {late.length > 0 ? (
        <>
          <h2>
            {t("wall.running_late")} <span className="bad">{late.length}</span>
          </h2>
          <ul className="wall-rows">
            {late.slice(0, MOST).map(({ incident, clock, clockName, by }) => (
              <li key={incident.id}>
                <b className="wall-address">{incident.address}</b>
                <span className="wall-figure bad">
                  {name("clock", clock, clockName)} {t("wall.late_by", { time: duration(by) })}
                </span>
              </li>
            ))}
          </ul>
          {late.length > MOST ? <p className="wall-small">{t("wall.more", { n: late.length - MOST })}</p> : null}
        </>
      ) : null}
      <h2>{t("wall.breaches")}</h2>
      {today && breaches.length === 0 ? <p className="wall-none good">{t("wall.no_breaches")}</p> : null}
      <ul className="wall-rows">
        {breaches.map(({ clock, total, first }) => (
          <li key={clock}>
            <b>{name("clock", clock)}</b>
            <span className="wall-figure bad">{total}</span>
            <span className="wall-rest">{first.slice(-3).map((id) => `#${id.split("-")[1]}`).join(" ")}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
