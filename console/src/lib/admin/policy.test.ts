import { expect, test } from "vitest";
import type { Policy } from "../../api/admin";
import { policyOf, policyValues } from "./policy";

const limit = { seconds: 900, warn_before_seconds: 300 };
const policy = {
  version: 3, arrive: limit, feedback: limit, dispose: limit, referral_accept: limit, referral_dispose: limit, follow_up: limit,
  entry_grace_seconds: 90, pause_max_seconds: 1800, pause_max_count: 2, follow_up_attempts: 3, reassignment_restarts_clocks: false,
  safety_words: [{ hazard: "fire", words: ["a", "b"] }], coverage: "always", case: { rating_automatic: true },
} as unknown as Policy;

test("a form that was not touched makes the same policy, one version on", () => {
  expect(policyOf(policy, policyValues(policy))).toEqual({ ...policy, version: 4 });
});

test("minutes become whole seconds, and words are taken as they stand", () => {
  const next = policyOf(policy, { ...policyValues(policy), arrive: "1.5", words_fire: ["c"] });
  expect(next).toMatchObject({ arrive: { seconds: 90, warn_before_seconds: 300 }, safety_words: [{ hazard: "fire", words: ["c"] }] });
});

test("what cannot be read is named", () => {
  const bad = (change: object) => policyOf(policy, { ...policyValues(policy), ...change });
  expect(bad({ arrive: "x" })).toEqual({ bad: "arrive" });
  expect(bad({ feedback_warn: "0.001" })).toEqual({ bad: "feedback_warn" });
  expect(bad({ pause_max_count: "-1" })).toEqual({ bad: "pause_max_count" });
  expect(bad({ deep: "{" })).toEqual({ bad: "deep" });
  expect(bad({ deep: '{"version":9}' })).toEqual({ bad: "deep" });
});
