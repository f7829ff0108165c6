// Charts from what they show to what the library draws. Only the parts that are used are bundled.
import type { BarSeriesOption, CustomSeriesOption, LineSeriesOption, ScatterSeriesOption } from "echarts/charts";
import { BarChart, CustomChart, LineChart, ScatterChart } from "echarts/charts";
import type { AriaComponentOption, GridComponentOption, LegendComponentOption, MarkLineComponentOption } from "echarts/components";
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent } from "echarts/components";
import { type ComposeOption, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { Bars, Control, Lines } from "../lib/report/charts";
import { axisOf, fit, folded, widest } from "../lib/report/labels";
import { fixed } from "../lib/report/numbers";

use([BarChart, CustomChart, LineChart, ScatterChart, AriaComponent, GridComponent, LegendComponent, MarkLineComponent, SVGRenderer]);

export type Option = ComposeOption<
  | BarSeriesOption
  | CustomSeriesOption
  | LineSeriesOption
  | ScatterSeriesOption
  | AriaComponentOption
  | GridComponentOption
  | LegendComponentOption
  | MarkLineComponentOption
>;

const INK = "#17202b";
const QUIET = "#545b64";
const GRID = "#e3e8ee";
const BLUE = "#2a62b8";
const PALE = "#9db8de";
const RED = "#b42318";
const TEXT = { color: INK, fontSize: 12, fontFamily: "inherit" };
/** Below this width labels give way. */
const NARROW = 520;

const plain = (told: string): Option => ({
  animation: false,
  textStyle: { color: INK, fontFamily: '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif' },
  aria: { enabled: true, label: { description: told } },
});

const axisLine = { lineStyle: { color: QUIET } };
const splitLine = { lineStyle: { color: GRID } };

export function height(shows: Bars | Lines | Control): number {
  return shows.kind === "lines" ? 46 + shows.lines.length * 30 : shows.kind === "control" ? 300 : 220;
}

export function option(shows: Bars | Lines | Control, told: string, width: number): Option {
  switch (shows.kind) {
    case "bars":
      return { ...plain(told), ...bars(shows, width) };
    case "lines":
      return { ...plain(told), ...lines(shows, width) };
    case "control":
      return { ...plain(told), ...control(shows, width) };
  }
}

function bars({ labels, series }: Bars, width: number): Option {
  const many = labels.length > 12;
  const several = series.length > 1;
  const narrow = width < NARROW;
  const every = many && width < 760 ? (narrow ? 5 : 2) : 0;
  const slot = (width - 70) / labels.length - 4;
  const fits = many || fit(labels, slot, TEXT.fontSize);
  const most = axisOf(Math.max(...series.flatMap(({ counts }) => counts)));
  const legend = { top: 0, left: 0, textStyle: TEXT, selectedMode: false, orient: narrow ? ("vertical" as const) : ("horizontal" as const) };
  return {
    grid: { left: fits ? 4 : 28, right: 8, top: several ? (narrow ? 68 : 46) : 22, bottom: 4, containLabel: true },
    ...(several ? { legend } : {}),
    xAxis: {
      type: "category",
      data: many || !fits ? labels : labels.map((label) => folded(label, slot, TEXT.fontSize)),
      axisLabel: { ...TEXT, lineHeight: 15, interval: every, rotate: fits ? 0 : 35 },
      axisTick: { show: false },
      axisLine,
    },
    yAxis: { type: "value", ...most, axisLabel: { ...TEXT, color: QUIET }, splitLine },
    series: series.map(({ name, counts }, at) => ({
      type: "bar",
      name,
      data: counts,
      barMaxWidth: 44,
      itemStyle: at === 0 ? { color: BLUE } : { color: PALE, decal: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: Math.PI / 4, color: "#3c5f93" } },
      label: { show: !many || width >= 760, position: "top", fontSize: many ? 10 : 12, color: INK, formatter: ({ value }) => (value === 0 ? "" : String(value)) },
    })),
  };
}

/** Points on bars with caps: the share, and the interval that it may well lie in. */
function lines({ lines: all, from }: Lines, width: number): Option {
  const narrow = width < NARROW;
  const least = from * 100;
  const drawn = all.flatMap(({ at }, row) => (at ? [[row, at.value * 100, at.low * 100, at.high * 100]] : []));
  const names = { type: "category" as const, inverse: true, axisTick: { show: false } };
  const size = TEXT.fontSize;
  const nameWidth = Math.min(widest(all.map(({ name }) => name), size) + 4, narrow ? 96 : 170);
  const texts = all.map(({ at, text }) => (narrow && at ? `${fixed(at.value * 100, 0)}%` : text));
  return {
    grid: { left: nameWidth + 10, right: Math.max(widest(texts, size) + 14, 24), top: 4, bottom: 26 },
    xAxis: {
      type: "value",
      min: least,
      max: 100,
      interval: (100 - least <= 30 ? 5 : least > 0 ? 10 : 20) * (narrow && 100 - least <= 60 ? 2 : 1),
      axisLabel: { ...TEXT, color: QUIET, formatter: "{value}%", hideOverlap: true },
      splitLine,
    },
    yAxis: [
      { ...names, data: all.map(({ name }) => name), axisLabel: { ...TEXT, width: nameWidth, overflow: "break" }, axisLine },
      {
        ...names,
        data: texts,
        axisLabel: TEXT,
        axisLine: { show: false },
      },
    ],
    series: [
      {
        type: "custom",
        data: drawn,
        encode: { x: [1, 2, 3], y: 0 },
        renderItem: (_, api) => {
          const row = api.value(0);
          const x = (column: number) => api.coord([api.value(column), row])[0] ?? 0;
          const y = api.coord([api.value(1), row])[1] ?? 0;
          const [at, low, high] = [x(1), x(2), x(3)];
          const stroke = { stroke: QUIET, lineWidth: 2 };
          return {
            type: "group",
            children: [
              { type: "line", shape: { x1: low, y1: y, x2: high, y2: y }, style: stroke },
              { type: "line", shape: { x1: low, y1: y - 5, x2: low, y2: y + 5 }, style: stroke },
              { type: "line", shape: { x1: high, y1: y - 5, x2: high, y2: y + 5 }, style: stroke },
              { type: "circle", shape: { cx: at, cy: y, r: 5 }, style: { fill: BLUE } },
            ],
          };
        },
      },
      // The right axis is drawn only where something stands on it.
      { type: "custom", yAxisIndex: 1, data: [[least, 0]], encode: { x: 0, y: 1 }, renderItem: () => ({ type: "group", children: [] }) },
    ],
  };
}

function control({ points, limits }: Control, width: number): Option {
  const narrow = width < NARROW;
  const small = points.length > 60 || narrow;
  const limitLabel = (at: number, name: string) => `${name} ${fixed(at, 1)}`;
  const mark = (at: number, name: string, type: "solid" | "dashed") => ({
    yAxis: at,
    label: { formatter: limitLabel(at, name), position: "end" as const, color: INK, fontSize: 11 },
    lineStyle: { color: INK, type, width: 1 },
  });
  const named = limits ? (["centre", "lower", "upper"] as const).map((one) => limitLabel(limits[one], limits.names[one])) : [];
  const most = axisOf(Math.max(limits?.upper ?? 0, ...points.map(({ count }) => count)) * 1.05);
  return {
    grid: { left: 4, right: widest(named, 11) + 14, top: 28, bottom: 4, containLabel: true },
    xAxis: {
      type: "category",
      data: points.map(({ label }) => label),
      axisLabel: { ...TEXT, fontSize: 11, hideOverlap: true },
      axisTick: { show: false },
      axisLine,
    },
    yAxis: {
      type: "value",
      ...most,
      axisLabel: { ...TEXT, color: QUIET },
      splitLine,
    },
    series: [
      {
        type: "line",
        data: points.map(({ count, own }) => ({
          value: count,
          itemStyle: { color: own ? INK : "#fff", borderColor: INK, borderWidth: 1 },
        })),
        symbol: "circle",
        showAllSymbol: true,
        symbolSize: small ? 5 : 8,
        lineStyle: { color: QUIET, width: 1 },
        ...(limits
          ? {
              markLine: {
                silent: true,
                symbol: "none",
                data: [
                  mark(limits.centre, limits.names.centre, "solid"),
                  mark(limits.upper, limits.names.upper, "dashed"),
                  mark(limits.lower, limits.names.lower, "dashed"),
                ],
              },
            }
          : {}),
      },
      {
        type: "scatter",
        data: points.flatMap(({ count, signs }, at) => (signs ? [{ value: [at, count], name: signs }] : [])),
        symbol: "rect",
        symbolSize: small ? 13 : 17,
        itemStyle: { color: "transparent", borderColor: RED, borderWidth: 2 },
        label: { show: true, position: "top", formatter: ({ name }) => name, color: RED, fontSize: 14, fontWeight: "bold" },
      },
    ],
  };
}
