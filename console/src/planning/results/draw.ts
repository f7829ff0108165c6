// The charts of a study as the library draws them. Only the parts that are used are bundled.
import type { BarSeriesOption, CustomSeriesOption, ScatterSeriesOption } from "echarts/charts";
import { BarChart, CustomChart, ScatterChart } from "echarts/charts";
import type { AriaComponentOption, GridComponentOption, LegendComponentOption, MarkLineComponentOption } from "echarts/components";
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent } from "echarts/components";
import { type ComposeOption, use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";
import { type CarLoad, type CostPoint, shareAxis, yuanAxis } from "../../lib/planning/charts";
import { folded, widest } from "../../lib/report/labels";
import { fixed } from "../../lib/report/numbers";

use([BarChart, CustomChart, ScatterChart, AriaComponent, GridComponent, LegendComponent, MarkLineComponent, LabelLayout, SVGRenderer]);

export type Option = ComposeOption<
  BarSeriesOption | CustomSeriesOption | ScatterSeriesOption | AriaComponentOption | GridComponentOption | LegendComponentOption | MarkLineComponentOption
>;

const INK = "#17202b";
const QUIET = "#545b64";
const GRID = "#e3e8ee";
const BLUE = "#2a62b8";
const PALE = "#c3d3ea";
const RED = "#b42318";
const GREEN = "#1a6b36";
const AMBER = "#8a5a00";
const TEXT = { color: INK, fontSize: 12, fontFamily: "inherit" };
const NARROW = 520;
const axisLine = { lineStyle: { color: QUIET } };
const splitLine = { lineStyle: { color: GRID } };

const plain = (told: string): Option => ({
  animation: false,
  textStyle: { color: INK, fontFamily: '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif' },
  aria: { enabled: true, label: { description: told } },
});

/** Filled keeps it, hollow does not, a triangle cannot tell; the present is a diamond. */
const LOOK = {
  kept: { symbol: "circle", color: GREEN, border: GREEN },
  broken: { symbol: "circle", color: "#fff", border: RED },
  unclear: { symbol: "triangle", color: "#fff", border: AMBER },
} as const;

export type CostWords = { yuan: string; share: string; promise: string; present: string };

/** Cost against the promised share, with intervals, the promise as a line and the present marked. */
export function costOption(points: readonly CostPoint[], promise: number, words: CostWords, told: string, width: number): Option {
  const narrow = width < NARROW;
  const [x, y] = [yuanAxis(points), shareAxis(points, promise)];
  const scale = 10_000;
  return {
    ...plain(told),
    grid: { left: 8, right: narrow ? 20 : 64, top: 40, bottom: 30, containLabel: true },
    xAxis: {
      type: "value",
      min: x.min / scale,
      max: x.max / scale,
      interval: x.interval / scale,
      name: words.yuan,
      nameLocation: "middle",
      nameGap: 30,
      nameTextStyle: TEXT,
      axisLabel: { ...TEXT, color: QUIET, hideOverlap: true },
      axisLine,
      splitLine,
    },
    yAxis: {
      type: "value",
      ...y,
      name: words.share,
      nameTextStyle: { ...TEXT, align: "left" },
      axisLabel: { ...TEXT, color: QUIET, formatter: "{value}%" },
      axisLine,
      splitLine,
    },
    series: [
      {
        type: "custom",
        silent: true,
        data: points.map((one) => [one.yuan / scale, one.low, one.high]),
        renderItem: (_, api) => {
          const [left = 0, low = 0] = api.coord([api.value(0), api.value(1)]);
          const high = api.coord([api.value(0), api.value(2)])[1] ?? 0;
          const style = { stroke: QUIET, lineWidth: 2 };
          const line = (x1: number, y1: number, x2: number, y2: number) => ({ type: "line" as const, shape: { x1, y1, x2, y2 }, style });
          return { type: "group", children: [line(left, low, left, high), line(left - 5, low, left + 5, low), line(left - 5, high, left + 5, high)] };
        },
      },
      {
        type: "scatter",
        data: points.map((one) => {
          const look = LOOK[one.verdict];
          return {
            name: one.present && one.name !== words.present ? `${one.name} (${words.present})` : one.name,
            value: [one.yuan / scale, one.share],
            symbol: one.present ? "diamond" : look.symbol,
            symbolSize: one.present ? 20 : 14,
            itemStyle: { color: one.present ? INK : look.color, borderColor: one.present ? INK : look.border, borderWidth: 3, opacity: 1 },
            label: {
              show: true,
              position: one.yuan / scale > (x.min + x.max) / 2 / scale ? ("left" as const) : ("right" as const),
              distance: 8,
              formatter: ({ name }: { name: string }) => folded(name, narrow ? 84 : 150, 12),
              color: INK,
              fontSize: 12,
              fontWeight: one.present ? ("bold" as const) : ("normal" as const),
              textBorderColor: "#fff",
              textBorderWidth: 3,
            },
          };
        }),
        labelLayout: { moveOverlap: "shiftY" },
        markLine: {
          silent: true,
          symbol: "none",
          data: [{ yAxis: promise }],
          lineStyle: { color: RED, type: "dashed", width: 2 },
          label: { formatter: words.promise, position: "insideEndTop", color: RED, fontSize: 12, fontWeight: "bold" },
        },
      },
    ],
  };
}

export const loadHeight = (cars: number) => 60 + cars * 44;

/** Workload by car: the scenario's filled, the present's pale and hatched, each with its figure. */
export function loadOption(loads: readonly CarLoad[], names: { car: (unit: string) => string; then: string; now: string | undefined }, told: string, width: number): Option {
  const labels = loads.map((one) => names.car(one.unit));
  const room = Math.min(widest(labels, 12) + 6, width < NARROW ? 92 : 160);
  const most = Math.max(10, ...loads.flatMap((one) => [one.now ?? 0, one.then ?? 0]));
  const label = {
    show: true,
    position: "right" as const,
    color: INK,
    fontSize: 12,
    formatter: ({ value }: { value?: unknown }) => (typeof value === "number" ? `${fixed(value, 1)}%` : ""),
  };
  return {
    ...plain(told),
    grid: { left: room + 8, right: 56, top: names.now === undefined ? 8 : 34, bottom: 26 },
    ...(names.now === undefined ? {} : { legend: { top: 0, left: 0, textStyle: TEXT, selectedMode: false } }),
    xAxis: { type: "value", min: 0, max: Math.min(100, Math.ceil(most / 10) * 10), axisLabel: { ...TEXT, color: QUIET, formatter: "{value}%", hideOverlap: true }, splitLine },
    yAxis: { type: "category", inverse: true, data: labels, axisTick: { show: false }, axisLabel: { ...TEXT, width: room, overflow: "break" }, axisLine },
    series: [
      { type: "bar", name: names.then, data: loads.map((one) => one.then ?? "-"), barMaxWidth: 18, itemStyle: { color: BLUE }, label },
      ...(names.now === undefined
        ? []
        : [
            {
              type: "bar" as const,
              name: names.now,
              data: loads.map((one) => one.now ?? "-"),
              barMaxWidth: 12,
              itemStyle: { color: PALE, decal: { symbol: "rect" as const, dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: Math.PI / 4, color: "#5a7fb5" } },
              label: { ...label, color: QUIET },
            },
          ]),
    ],
  };
}
