import type { Incident } from "../api/types";
import { read } from "../lib/clocks";
import { duration, time } from "../lib/time";
import { useNow } from "../state/useNow";
import { useWords } from "./words";

/** The clocks that a crew works against, in figures and words. */
export function ClockRow({ incident }: { incident: Incident }) {
  const { t, name, offset } = useWords();
  const now = useNow();
  const own = incident.clocks.filter((one) => ["arrive", "feedback", "dispose"].includes(one.clock) && one.outcome !== "void");
  const last = own.filter((one) => !own.some((other) => other.clock === one.clock && other.nth > one.nth));
  return (
    <ul className="p-clocks" aria-label={t("patrol.clocks")}>
      {last.map((clock) => {
        const { tone, left, counting, used } = read(clock, now);
        return (
          <li key={clock.clock} className={`p-clock ${tone}`} data-clock={clock.clock} data-tone={tone}>
            <span>{name("clock", clock.clock, clock.name)}</span>
            <b className="figure">{clock.ended_at ? time(clock.ended_at, offset).slice(0, 5) : duration(left)}</b>
            <span className="p-small">
              {clock.ended_at && clock.outcome === "running" ? t("patrol.clock.unsent") : t(`patrol.clock.${tone}`)}
            </span>
            {counting ? <i style={{ width: `${used}%` }} aria-hidden="true" /> : null}
          </li>
        );
      })}
    </ul>
  );
}
