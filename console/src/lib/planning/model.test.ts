import { expect, test } from "vitest";
import { foretold, rowFigure, spanOf } from "./model";

const row = (what: string, of: string, observed: number) => ({ what, of, predicted: 1, observed, low: 0.9, high: 1.1 });

test("figures of the back-test have the units that people use", () => {
  expect(rowFigure({ what: "share_on_time" }, 0.938)).toBe("93.8%");
  for (const what of ["response_seconds", "wait_seconds", "way_seconds", "on_scene_seconds"]) expect(rowFigure({ what }, 450)).toBe("7.5");
  expect(rowFigure({ what: "calls_per_week" }, 601.97)).toBe("602.0");
});

test("what did not hold is named, the whole town first", () => {
  const period = { from: "2024-03-01", to: "2024-06-30" };
  const found = foretold({
    fitted_on: period, held_against: period,
    rows: [row("calls_per_week", "all", 1), row("on_scene_seconds", "noise", 2), row("share_on_time", "all", 1.05), row("way_seconds", "all", 1.2), { what: "x", of: "all", predicted: 1, observed: 9 }],
  });
  expect([found.judged, found.held, found.onTime?.observed, found.missed.map((one) => one.what)]).toEqual([4, 2, 1.05, ["way_seconds", "on_scene_seconds"]]);
});

test("a period is told in months where it is some", () => {
  expect(spanOf({ from: "2024-03-01", to: "2024-06-30" })).toEqual({ unit: "months", count: 4 });
  expect(spanOf({ from: "2024-07-01", to: "2024-08-31" })).toEqual({ unit: "months", count: 2 });
  expect(spanOf({ from: "2024-03-01", to: "2024-04-10" })).toEqual({ unit: "days", count: 41 });
});
