import { useWords } from "../i18n/context";
import { percent } from "../lib/report/numbers";
import type { Figures } from "../lib/wall";

/** How the clocks of today's calls were kept, with the counts that the shares rest on. */
export function ClockRows({ today }: { today: Figures | undefined }) {
  const { t, name } = useWords();
  return (
    <section className="wall-panel" data-tour="wall-clocks">
      <h2>{t("wall.clocks")}</h2>
      <ul className="wall-clocks">
        {today?.clocks.map(({ clock, kept, breached, running }) => (
          <li key={clock}>
            <p>
              <b>{name("clock", clock)}</b>
              <span className="wall-share">{percent(kept) ?? t("wall.no_data")}</span>
            </p>
            <div className="wall-bar" aria-hidden="true">
              <span style={{ width: `${kept.denominator > 0 ? (kept.numerator / kept.denominator) * 100 : 0}%` }} />
            </div>
            <p className="wall-small">
              <span>{t("wall.kept_of", { kept: kept.numerator, all: kept.denominator })}</span>
              <span className={breached > 0 ? "bad" : ""}>{t("wall.breached_n", { n: breached })}</span>
              <span>{t("wall.running_n", { n: running })}</span>
            </p>
          </li>
        ))}
      </ul>
      {today ? null : <p className="wall-none">–</p>}
    </section>
  );
}
