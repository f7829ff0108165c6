import { expect, test } from "vitest";
import type { Profile } from "../../api/performance.types";
import { indicatorsOf, nextYear, nodesOf, nodesText, trackingOf, trackingText, yearsOn } from "./profile";

test("days move by whole years, the last of February too", () => {
  expect(yearsOn("2024-02-29", 1)).toBe("2025-02-28");
  expect(yearsOn("2023-02-28", 1)).toBe("2024-02-28");
  expect(yearsOn("2024-12-31", 2)).toBe("2026-12-31");
});

test("the next year's project keeps its indicators and moves its days", () => {
  const old = {
    id: "a", year: 2024, service: { from: "2024-03-01", to: "2025-02-28" }, time_nodes: [{ day: "2024-01-11", what: "x" }],
    tracking: [{ id: "2024-08", from: "2024-01-01", to: "2024-08-31" }],
    indicators: [{ id: "i", schedule: { kind: "by_date", day: "2024-06-30" } }],
  } as unknown as Profile;
  const news = nextYear(old, "b", 2025);
  expect(news).toMatchObject({
    id: "b", year: 2025, continues: "a", service: { from: "2025-03-01", to: "2026-02-28" },
    tracking: [{ id: "2025-08", from: "2025-01-01", to: "2025-08-31" }],
    indicators: [{ id: "i", schedule: { kind: "by_date", day: "2025-06-30" } }],
  });
});

test("time nodes and tracking periods are read back as they were written", () => {
  const nodes = [{ day: "2024-01-11", what: "发布 公告" }, { day: "2024-03-01", until: "2025-02-28", what: "服务期" }];
  expect(nodesOf(nodesText(nodes))).toEqual(nodes);
  expect(nodesOf("sometime x")).toBeUndefined();
  const periods = [{ id: "2024-08", from: "2024-01-01", to: "2024-08-31", file_by: "2024-09-15" }];
  expect(trackingOf(trackingText(periods))).toEqual(periods);
  expect(trackingOf("2024-08 2024-01-01")).toBeUndefined();
});

test("indicators are read as JSON, and nothing else is taken for them", () => {
  expect(indicatorsOf('[{"id":"a","annual":{},"formula":{}}]')).toHaveLength(1);
  expect(indicatorsOf('[{"id":"a"}]')).toBeUndefined();
  expect(indicatorsOf("[")).toBeUndefined();
  expect(indicatorsOf("{}")).toBeUndefined();
});
