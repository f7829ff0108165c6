import { init } from "echarts/core";
import { useEffect, useRef } from "react";
import { useWords } from "../i18n/context";
import type { ChartOf } from "../lib/report/charts";
import { DataTable } from "./DataTable";
import { height, option } from "./draw";

/** A chart with its data as a table for those who cannot see it, or want the figures. */
export function Chart({ chart, children }: { chart: ChartOf; children?: React.ReactNode }) {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const { shows, title, data } = chart;
  const told = t("chart.told", { title, count: data.rows.length });
  useEffect(() => {
    const place = box.current;
    if (!place) return;
    const drawn = init(place, undefined, { renderer: "svg" });
    const draw = () => {
      drawn.resize();
      drawn.setOption(option(shows, told, place.clientWidth), true);
      // So that it shrinks with the paper.
      place.querySelector("svg")?.setAttribute("viewBox", `0 0 ${drawn.getWidth()} ${drawn.getHeight()}`);
    };
    draw();
    const watch = new ResizeObserver(draw);
    watch.observe(place);
    return () => {
      watch.disconnect();
      drawn.dispose();
    };
  }, [shows, told]);
  const wide = shows.kind === "control" || (shows.kind === "bars" && shows.wide);
  return (
    <figure className={`card chart ${wide ? "wide" : ""}`} id={`chart-${chart.id}`} tabIndex={-1}>
      <figcaption>{title}</figcaption>
      <div ref={box} role="img" aria-label={told} style={{ height: height(shows) }} />
      {children}
      {chart.notes.map((note) => (
        <p className="fine" key={note}>
          {note}
        </p>
      ))}
      <details className="chart-data no-print">
        <summary>{t("report.data")}</summary>
        <DataTable table={data} plain />
      </details>
    </figure>
  );
}
