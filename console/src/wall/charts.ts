// The wall's charts: large letters on a dark ground, in units of the screen.
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, MarkLineComponent } from "echarts/components";
import { use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { axisOf } from "../lib/report/labels";
import type { Option } from "../reports/draw";

use([BarChart, LineChart, AriaComponent, GridComponent, MarkLineComponent, SVGRenderer]);

const INK = "#e8eef7";
const QUIET = "#a9b6c8";
const GRID = "#233750";
const BAR = "#4c8dff";
const NOW = "#ffc247";

/** What a chart is called, and the size of its letters in pixels. */
export type Look = { told: string; size: number };

const base = ({ told, size }: Look): Option => ({
  animation: false,
  textStyle: { color: INK, fontSize: size, fontFamily: '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif' },
  aria: { enabled: true, label: { description: told } },
  grid: { left: size * 0.3, right: size * 0.6, top: size * 1.7, bottom: size * 0.2, containLabel: true },
});

const category = (data: string[], size: number, interval: number | "auto") => ({
  type: "category" as const,
  data,
  axisLabel: { color: QUIET, fontSize: size, interval, hideOverlap: true, margin: size * 0.5 },
  axisTick: { show: false },
  axisLine: { lineStyle: { color: QUIET } },
});

const values = (most: number, size: number) => ({
  type: "value" as const,
  ...axisOf(most),
  splitNumber: 3,
  axisLabel: { color: QUIET, fontSize: size, margin: size * 0.5 },
  splitLine: { lineStyle: { color: GRID } },
});

/** Calls by hour of today; the hour that runs is marked, and hours to come are empty. */
export function hours(counts: readonly number[], hour: number, name: (hour: number) => string, look: Look): Option {
  const { size } = look;
  return {
    ...base(look),
    xAxis: category(counts.map((_, at) => name(at)), size, 3),
    yAxis: values(Math.max(...counts), size),
    series: [
      {
        type: "bar",
        data: counts.map((value, at) => ({ value, itemStyle: { color: at === hour ? NOW : BAR } })),
        barCategoryGap: "25%",
        label: { show: true, position: "top", color: INK, fontSize: size * 0.9, formatter: ({ value }) => (value ? String(value) : "") },
      },
    ],
  };
}

type Trend = { days: readonly { day: string; count: number }[]; usual: number | undefined; today: string };

/** Calls a day; today is not over yet and stands as a hollow point. */
export function trend({ days, usual, today }: Trend, look: Look): Option {
  const { size } = look;
  const last = days.length - 1;
  return {
    ...base(look),
    xAxis: category(days.map(({ day }, at) => (at === last ? today : day.slice(5))), size, "auto"),
    yAxis: values(Math.max(usual ?? 0, ...days.map(({ count }) => count)), size),
    series: [
      {
        type: "line",
        data: days.map(({ count }, at) => ({
          value: count,
          itemStyle: at === last ? { color: "#0d1829", borderColor: NOW, borderWidth: size * 0.18 } : { color: BAR },
          label: { show: at === last, color: NOW, fontSize: size * 1.1, fontWeight: "bold", position: "top" },
        })),
        symbol: "circle",
        showAllSymbol: true,
        symbolSize: size * 0.6,
        lineStyle: { color: BAR, width: size * 0.16 },
        ...(usual === undefined
          ? {}
          : {
              markLine: {
                silent: true,
                symbol: "none",
                lineStyle: { color: QUIET, type: "dashed", width: Math.max(1, size * 0.08) },
                label: { show: false },
                data: [{ yAxis: usual }],
              },
            }),
      },
    ],
  };
}
