import type { Clock } from "../api/types";
import { useWords } from "../i18n/context";
import { read } from "../lib/clocks";
import { duration, shortTime } from "../lib/time";
import { ClockLine } from "./ClockLine";

export function Clocks({ clocks, now }: { clocks: Clock[]; now: number }) {
  const { t } = useWords();
  return (
    <section className="card" aria-labelledby="clocks-title" data-tour="clocks">
      <h3 id="clocks-title">{t("incident.clocks")}</h3>
      {clocks.length === 0 ? <p className="quiet">{t("clock.none")}</p> : null}
      <ul className="clocks">
        {clocks.map((clock) => (
          <OneClock key={`${clock.clock}${clock.nth}`} clock={clock} now={now} />
        ))}
      </ul>
    </section>
  );
}

function OneClock({ clock, now }: { clock: Clock; now: number }) {
  const { t, name, town } = useWords();
  const { tone, used } = read(clock, now);
  const at = (iso: string) => shortTime(iso, town?.utc_offset_seconds ?? 0, now);
  const breached = clock.outcome === "breached";
  return (
    <li data-clock={clock.clock} data-tone={tone}>
      <div className="clock-row">
        <ClockLine clock={clock} now={now} />
        <span className="quiet">
          {clock.ended_at ? t("clock.ended", { time: at(clock.ended_at) }) : t("clock.due", { time: at(clock.due_at) })}
        </span>
      </div>
      {clock.outcome === "void" ? null : (
        <div
          className={`bar ${tone}`}
          role="progressbar"
          aria-label={t("clock.progress", { name: name("clock", clock.clock, clock.name) })}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={used}
        >
          <span style={{ width: `${used}%` }} />
        </div>
      )}
      {clock.outcome === "paused" && clock.paused_until ? (
        <p className="quiet">{t("clock.paused_until", { time: at(clock.paused_until) })}</p>
      ) : null}
      {clock.late ? <p className="late">{t("event.late")}</p> : null}
      {breached ? (
        <p className="quiet">
          {clock.cause === "nothing_recorded" ? t("clock.nothing_recorded") : t("clock.happened_late")}
          {clock.late_by_seconds ? ` · ${t("clock.late_by", { time: duration(clock.late_by_seconds) })}` : null}
          {" · "}
          {clock.explanation ? t("clock.explanation", { text: clock.explanation }) : t("clock.unexplained")}
        </p>
      ) : null}
    </li>
  );
}
