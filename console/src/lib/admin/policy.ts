// The policy as a form has it: minutes instead of seconds, a list of words for each danger, and all the rest as JSON.
import type { Policy } from "../../api/admin";
import { listOf, textOf, type Values } from "../spec";

export const LIMITS = ["arrive", "feedback", "dispose", "referral_accept", "referral_dispose", "follow_up"] as const;
/** What is written as JSON: too deep for a form, and read by the server. */
const DEEP = ["case", "dispatch", "screening", "coverage"] as const;

export const minutesOf = (seconds: number) => String(seconds / 60);

/** Whole seconds of minutes; undefined where they are none. */
export function secondsOf(minutes: string): number | undefined {
  const seconds = Number(minutes) * 60;
  return minutes.trim() !== "" && Number.isInteger(seconds) && seconds >= 0 ? seconds : undefined;
}

export function policyValues(policy: Policy): Values {
  const values: Values = {
    entry_grace: minutesOf(policy.entry_grace_seconds),
    pause_max: minutesOf(policy.pause_max_seconds),
    pause_max_count: String(policy.pause_max_count),
    follow_up_attempts: String(policy.follow_up_attempts),
    reassignment_restarts_clocks: policy.reassignment_restarts_clocks,
    deep: JSON.stringify(Object.fromEntries(DEEP.map((name) => [name, policy[name]])), undefined, 2),
  };
  for (const limit of LIMITS) {
    values[limit] = minutesOf(policy[limit].seconds);
    values[`${limit}_warn`] = minutesOf(policy[limit].warn_before_seconds);
  }
  for (const words of policy.safety_words) values[`words_${words.hazard}`] = words.words;
  return values;
}

/** The next version by a form; or the name of the field that cannot be read. */
export function policyOf(old: Policy, values: Values): Policy | { bad: string } {
  const next: Policy = { ...old, version: old.version + 1 };
  for (const limit of LIMITS) {
    const [seconds, warn] = [secondsOf(textOf(values, limit)), secondsOf(textOf(values, `${limit}_warn`))];
    if (seconds === undefined) return { bad: limit };
    if (warn === undefined) return { bad: `${limit}_warn` };
    next[limit] = { seconds, warn_before_seconds: warn };
  }
  const [grace, pause] = [secondsOf(textOf(values, "entry_grace")), secondsOf(textOf(values, "pause_max"))];
  if (grace === undefined) return { bad: "entry_grace" };
  if (pause === undefined) return { bad: "pause_max" };
  next.entry_grace_seconds = grace;
  next.pause_max_seconds = pause;
  for (const count of ["pause_max_count", "follow_up_attempts"] as const) {
    if (!/^\d{1,6}$/.test(textOf(values, count))) return { bad: count };
    next[count] = Number(textOf(values, count));
  }
  next.reassignment_restarts_clocks = values.reassignment_restarts_clocks === true;
  next.safety_words = old.safety_words.map((one) => ({ ...one, words: listOf(values, `words_${one.hazard}`) }));
  try {
    const deep: unknown = JSON.parse(textOf(values, "deep"));
    if (deep === null || typeof deep !== "object" || Array.isArray(deep)) return { bad: "deep" };
    const known = Object.entries(deep).filter(([name]) => DEEP.some((one) => one === name));
    if (known.length !== Object.keys(deep).length) return { bad: "deep" };
    return { ...next, ...Object.fromEntries(known) };
  } catch {
    return { bad: "deep" };
  }
}
