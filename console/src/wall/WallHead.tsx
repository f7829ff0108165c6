import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { LanguageSwitch } from "../components/LanguageSwitch";
import type { Connection } from "../lib/live";
import { day, time } from "../lib/time";
import { startTour } from "../state/tour";
import { useAwake, useFullScreen } from "./useScreen";

type Props = { name: string; connection: Connection; now: number };

/** The town, its time, and what one can do with the screen. */
export function WallHead({ name, connection, now }: Props) {
  const { t, town } = useWords();
  const { whole, toggle, may } = useFullScreen();
  const awake = useAwake();
  return (
    <header className="wall-head">
      <h1>
        {name} <span>{t("wall.title")}</span>
      </h1>
      <p className={`wall-live ${connection}`} role="status">
        <span aria-hidden="true" className="dot" />
        {t(`live.${connection}`)}
      </p>
      <div className="wall-acts" data-tour="wall-acts">
        {awake === undefined ? null : <span className="wall-awake">{t(awake ? "wall.awake" : "wall.not_awake")}</span>}
        {may ? (
          <button type="button" onClick={toggle} aria-pressed={whole}>
            {t(whole ? "wall.leave_full" : "wall.full")}
          </button>
        ) : null}
        <button type="button" data-tour="tour" onClick={() => startTour("wall")}>
          {t("tour.button")}
        </button>
        <LanguageSwitch />
        <To route={{ page: "desk" }}>{t("wall.back")}</To>
      </div>
      <p className="wall-time">
        {/* Another town's time would be a wrong time: until the town is known there is none. */}
        {town ? (
          <>
            <span>{day(now, town.utc_offset_seconds)}</span>
            <time dateTime={new Date(now).toISOString()}>{time(now, town.utc_offset_seconds)}</time>
          </>
        ) : null}
      </p>
    </header>
  );
}
