// What a study answers, in sentences that need no word of statistics.
import type { Pledge, Scenario, Share, Study } from "../../api/plan";
import type { translate } from "../../i18n/translate";
import { fixed, hundredths } from "../report/numbers";
import { plusMinus, promisePercent, sharePercent, yuanWords } from "./numbers";

type Key = Parameters<typeof translate>[1];
export type Say = (key: Key, values?: Record<string, string | number>) => string;

/** A share in hundredths of a percent. */
export const found = (share: Share): number => hundredths(share.share) ?? 0;

/** Replications beyond which nobody waits: then the share is as good as the promise. */
const ENDLESS = 2_000;

/** About how many replications would tell whether a promise is kept; undefined where none that anybody waits for would. */
export function enough(share: Share, promise: number, replications: number): number | undefined {
  const value = found(share);
  const half = Math.max(share.high - value, value - share.low);
  const apart = Math.abs(value - promise);
  if (apart === 0) return undefined;
  // An interval shrinks with the root of the number; a fifth more, as it is a guess.
  const needed = replications * (half / apart) ** 2 * 1.2;
  if (needed > ENDLESS) return undefined;
  return Math.max(Math.ceil(needed / 10) * 10, replications + 10);
}

/** How a scenario's promised share differs from the present's, in percentage points, chance being the same for both. */
export function change(scenario: Scenario, promise: Pledge): { points: number; half: number; sure: boolean } | undefined {
  const paired = scenario.whole.find((one) => one.measure === (promise.of ?? "arrived_in_time"))?.against_present;
  if (!paired) return undefined;
  const half = (promise.confidence === 99 ? paired.half_99 : paired.half_95) ?? Infinity;
  return { points: paired.value * 100, half: half * 100, sure: Math.abs(paired.value) > half };
}

function costWords(scenario: Scenario, present: Scenario, say: Say): string {
  const more = scenario.bill.yearly - present.bill.yearly;
  if (more === 0) return say("plan.say.cost_same");
  return say(more > 0 ? "plan.say.cost_more" : "plan.say.cost_less", { yuan: yuanWords(Math.abs(more)) });
}

function verdictWords(scenario: Scenario, study: Study, say: Say): string {
  const share = study.promise.share;
  const promise = promisePercent(share);
  if (scenario.verdict !== "unclear") return say(`plan.say.${scenario.verdict}`, { promise });
  const needed = enough(scenario.promised, share, study.replications);
  return needed === undefined ? say("plan.say.too_near", { promise }) : say("plan.say.unclear", { promise, count: needed });
}

function shareWords(share: Share, promise: number): { share: string; half: string } {
  const value = found(share);
  return { share: sharePercent(value, promise), half: plusMinus(share, value) };
}

/** The answer of one scenario of a study: what it costs, what it keeps, whether that is enough. */
export function answer(study: Study, nth: number, say: Say): string {
  const [present, scenario] = [study.scenarios[0], study.scenarios[nth]];
  if (!present || !scenario) return "";
  const { promise } = study;
  const of = say(`plan.of.${promise.of ?? "arrived_in_time"}`);
  const words = shareWords(scenario.promised, promise.share);
  const end = verdictWords(scenario, study, say);
  if (nth === 0) {
    const { cars, members, yearly } = scenario.bill;
    return say("plan.say.present", { cars, members, yuan: yuanWords(yearly), of, ...words, end });
  }
  const cost = costWords(scenario, present, say);
  const moved = change(scenario, promise);
  const values = { name: scenario.name, cost, of, before: shareWords(present.promised, promise.share).share, ...words, end };
  if (!moved?.sure) return say("plan.say.same", values);
  return say(moved.points > 0 ? "plan.say.up" : "plan.say.down", { ...values, points: fixed(Math.abs(moved.points), 1) });
}

/** The scenario that matters most: the cheapest that keeps the promise, else the one with the best share. */
export function best({ scenarios }: Study): number {
  const order = scenarios.map((one, nth) => ({ one, nth }));
  const kept = order.filter(({ one }) => one.verdict === "kept").sort((a, b) => a.one.bill.yearly - b.one.bill.yearly)[0];
  return (kept ?? order.sort((a, b) => found(b.one.promised) - found(a.one.promised))[0])?.nth ?? 0;
}

/** What the whole study comes to: the cheapest that keeps the promise, or that none does. */
export function conclusion(study: Study, say: Say): string {
  const present = study.scenarios[0];
  const promise = promisePercent(study.promise.share);
  const chosen = study.scenarios[best(study)];
  if (!present || !chosen) return "";
  if (chosen.verdict !== "kept") {
    const open = study.scenarios.some((one) => one.verdict === "unclear");
    const values = { promise, name: chosen.name, share: sharePercent(found(chosen.promised), study.promise.share) };
    return say(open ? "plan.say.none_sure" : "plan.say.none", values);
  }
  if (chosen === present) return say("plan.say.present_best", { promise, yuan: yuanWords(chosen.bill.yearly) });
  const more = chosen.bill.yearly - present.bill.yearly;
  const yuan = yuanWords(chosen.bill.yearly);
  if (more === 0) return say("plan.say.best_same", { promise, name: chosen.name, yuan });
  return say(more > 0 ? "plan.say.best_more" : "plan.say.best_less", { promise, name: chosen.name, yuan, more: yuanWords(Math.abs(more)) });
}
