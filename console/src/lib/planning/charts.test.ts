import { expect, test } from "vitest";
import { costPoints, loads, shareAxis, yuanAxis } from "./charts";
import { heat, responseBand, shareBand, worstHours } from "./heat";
import { scenario, study } from "./made.test-data";

const now = scenario({ name: "now", yearly: 338_200_000, share: 9_310, half: 20, verdict: "broken" });
const then = scenario({ name: "then", yearly: 346_200_000, share: 9_640, half: 20, verdict: "kept", paired: 330 });

test("the points of the chart are yuan and percent, the present marked", () => {
  expect(costPoints(study(now, then))).toEqual([
    { name: "now", yuan: 3_382_000, share: 93.1, low: 92.9, high: 93.3, present: true, verdict: "broken" },
    { name: "then", yuan: 3_462_000, share: 96.4, low: 96.2, high: 96.6, present: false, verdict: "kept" },
  ]);
});

test("the axes hold every point, the promise and each interval", () => {
  const points = costPoints(study(now, then));
  const share = shareAxis(points, 95);
  expect(share.min).toBeLessThan(92.9);
  expect(share.max).toBeGreaterThan(96.6);
  expect(shareAxis([], 100).max).toBe(100);
  const yuan = yuanAxis(points);
  expect(yuan.min).toBeLessThan(3_382_000);
  expect(yuan.max).toBeGreaterThan(3_462_000);
  const alone = yuanAxis(points.slice(0, 1));
  expect(alone.max).toBeGreaterThan(alone.min);
});

test("workloads stand beside the present's, new cars last", () => {
  const six = { ...then, by_car: [...then.by_car.slice(1), { unit: "new-1", workload: { value: 0.1 } }] };
  expect(loads(now, six).map((one) => [one.unit, one.now, one.then])).toEqual([
    ["car-1", 30, undefined],
    ["car-2", 20, 20],
    ["new-1", undefined, 10],
  ]);
});

const against = { promise: 0.95, limit: 900, fromCall: false, weeks: 52.5 };

test("the week is seven days of twenty-four hours", () => {
  const sheet = heat(now.by_hour, "in_time", against);
  expect([sheet.length, sheet[0]?.length, sheet[6]?.[23]?.hour]).toEqual([7, 24, 167]);
  expect(sheet[0]?.[0]).toEqual({ hour: 0, value: 0.96, band: 3 });
  expect(heat(now.by_hour, "in_time", { ...against, fromCall: true })[0]?.[0]).toEqual({ hour: 0, value: 0.9, band: 2 });
  // Calls are those of one week, and nothing is no value.
  expect(heat(now.by_hour, "calls", against)[0]?.[0]).toEqual({ hour: 0, value: 1, band: 4 });
  expect(heat([{}], "response", against)[0]?.[0]).toEqual({ hour: 0, value: undefined, band: undefined });
});

test("bands go with the promise and the limit", () => {
  expect([0.97, 0.95, 0.9, 0.85, 0.7].map((share) => shareBand(share, 0.95))).toEqual([4, 3, 2, 1, 0]);
  expect([300, 600, 900, 1100, 1200].map((seconds) => responseBand(seconds, 900))).toEqual([4, 3, 2, 1, 0]);
});

test("the worst hours are those furthest below the promise", () => {
  const hours = now.by_hour.map((one, hour) => (hour === 20 ? { ...one, arrived_in_time: { value: 0.8 } } : hour === 3 ? { ...one, arrived_in_time: { value: 0.94 } } : one));
  expect(worstHours(hours, 0.95, false)).toEqual([{ hour: 20, share: 0.8 }, { hour: 3, share: 0.94 }]);
  expect(worstHours(now.by_hour, 0.95, false)).toEqual([]);
});
