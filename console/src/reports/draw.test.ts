import { expect, test } from "vitest";
import type { Lines } from "../lib/report/charts";
import { height, option } from "./draw";

const shown: Lines = {
  kind: "lines",
  from: 0.8,
  lines: [
    { name: "first", at: { value: 0.9, low: 0.85, high: 0.95 }, text: "90.00% 9/10" },
    { name: "second", at: undefined, text: "no data" },
  ],
};

type Shape = { type: string; shape: Record<string, number> };

/** The drawn parts of the first bar, on a canvas where a per cent is ten pixels. */
function drawn(): Shape[] {
  const [series] = option(shown, "told", 800).series as { data: number[][]; renderItem: (context: unknown, api: unknown) => unknown }[];
  const row = series?.data[0] ?? [];
  const api = {
    value: (column: number) => row[column],
    coord: ([x = 0, y = 0]: number[]) => [(x - 80) * 10, 20 + y * 30],
  };
  return (series?.renderItem({}, api) as { children: Shape[] }).children;
}

test("an interval is a bar with a cap at each end and the share as a point on it", () => {
  const [bar, low, high, point] = drawn();
  expect(bar?.shape).toEqual({ x1: 50, y1: 20, x2: 150, y2: 20 });
  expect([low?.shape.x1, high?.shape.x1]).toEqual([50, 150]);
  expect(point).toMatchObject({ type: "circle", shape: { cx: 100, cy: 20 } });
});

test("what has no data has no bar, and its words stand all the same", () => {
  const { series, yAxis } = option(shown, "told", 800) as { series: { data: number[][] }[]; yAxis: { data: string[] }[] };
  expect(series[0]?.data.map(([row]) => row)).toEqual([0]);
  expect(yAxis[1]?.data).toEqual(["90.00% 9/10", "no data"]);
});

test("charts tell what they are, and stand still", () => {
  const { aria, animation } = option({ kind: "bars", labels: ["a"], series: [{ name: "n", counts: [1] }], wide: false }, "told", 300);
  expect(aria).toMatchObject({ enabled: true, label: { description: "told" } });
  expect(animation).toBe(false);
  expect(height(shown)).toBeGreaterThan(60);
});
