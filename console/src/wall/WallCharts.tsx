import { useCallback } from "react";
import { useWords } from "../i18n/context";
import { fixed } from "../lib/report/numbers";
import type { Figures } from "../lib/wall";
import { hours, type Look, trend } from "./charts";
import { WallChart } from "./WallChart";

/** Today's calls by hour, and the days before. */
export default function WallCharts({ today, hour }: { today: Figures | undefined; hour: number }) {
  const { t } = useWords();
  const drawHours = useCallback((look: Look) => hours(today?.hours ?? [], hour, (n) => t("wall.hour", { n }), look), [today, hour, t]);
  const drawTrend = useCallback(
    (look: Look) => trend({ days: today?.days ?? [], usual: today?.usual, today: t("wall.today") }, look),
    [today, t],
  );
  const days = today?.days.length ?? 0;
  const usual = today?.usual === undefined ? "" : t("wall.usual", { n: fixed(today.usual, 1) });
  return (
    <>
      <WallChart title={t("wall.hours")} told={t("wall.told_hours", { n: today?.received ?? 0 })} draw={drawHours} />
      <WallChart title={days > 0 ? t("wall.trend", { n: days }) : t("wall.trend_loading")} note={usual} told={t("wall.told_trend", { n: days })} draw={drawTrend} />
    </>
  );
}
