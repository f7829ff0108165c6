import { expect, test } from "vitest";
import { translate } from "../../i18n/translate";
import { answer, best, change, conclusion, enough, type Say } from "./answers";
import { scenario, study } from "./made.test-data";
import { plusMinus, promisePercent, sharePercent, yuanWords } from "./numbers";

const zh: Say = (key, values) => translate("zh-CN", key, values);
const en: Say = (key, values) => translate("en", key, values);

const now = scenario({ name: "\u73b0\u72b6", yearly: 338_200_000, share: 9_310, half: 20, verdict: "broken" });
const more = scenario({ name: "\u52a0\u4e00\u8f86\u767d\u73ed\u8f66", cars: 3, yearly: 346_200_000, share: 9_640, half: 20, verdict: "kept", paired: 330 });
const less = scenario({ name: "B", yearly: 330_000_000, share: 9_100, half: 20, verdict: "broken", paired: -210 });
const same = scenario({ name: "C", yearly: 338_200_000, share: 9_312, half: 20, verdict: "broken", paired: 2 });
const open = scenario({ name: "D", yearly: 340_000_000, share: 9_506, half: 30, verdict: "unclear", paired: 196 });

test("a scenario's answer is a sentence that needs no word of statistics", () => {
  const all = study(now, more, less, same, open);
  expect(answer(all, 0, zh)).toBe("\u73b0\u72b6\uff1a2 \u8f86\u8f66\u300116 \u540d\u961f\u5458\uff0c\u6bcf\u5e74 3,382,000 \u5143\uff0c\u6309\u65f6\u5230\u8fbe\u7387 93.1%\uff08\u00b10.2\uff09\uff0c\u5b88\u4e0d\u4f4f 95% \u7684\u627f\u8bfa\u3002");
  expect(answer(all, 1, zh)).toBe(
    "\u52a0\u4e00\u8f86\u767d\u73ed\u8f66\uff1a\u6bcf\u5e74\u591a\u82b1 80,000 \u5143\uff0c\u6309\u65f6\u5230\u8fbe\u7387\u7531 93.1% \u5347\u81f3 96.4%\uff08\u00b10.2\uff09\uff0c\u9ad8 3.3 \u4e2a\u767e\u5206\u70b9\uff0c\u5b88\u5f97\u4f4f 95% \u7684\u627f\u8bfa\u3002",
  );
  expect(answer(all, 2, en)).toBe("B: 82,000 yuan a year less; arrivals in time fall from 93.1% to 91.0% (±0.2), 2.1 points lower: does not keep the promise of 95%.");
  expect(answer(all, 3, en)).toContain("no visible difference from 93.1% now");
  expect(answer(all, 4, en)).toContain("cannot be told yet for 95%; about 600 repetitions should tell.");
});

test("the whole study comes to the cheapest scenario that keeps the promise", () => {
  expect(conclusion(study(now, more), en)).toContain("3,462,000 yuan a year, 80,000 more than now");
  expect(conclusion(study(now, less), en)).toContain("No scenario here keeps 95%");
  expect(conclusion(study(now, open), en)).toContain("No scenario surely keeps 95% yet; the best is “D” with 95.06%");
  expect([best(study(now, more, less)), best(study(now, less)), best(study(less, now))]).toEqual([1, 0, 1]);
  const good = { ...now, verdict: "kept" as const };
  expect(conclusion(study(good, more), en)).toContain("The present keeps 95%");
});

test("how many repetitions would tell", () => {
  const share = (value: number, half: number) => ({ share: { numerator: value, denominator: 10_000 }, low: value - half, high: value + half });
  expect(enough(share(9_510, 20), 9_500, 20)).toBe(100);
  // Nearly there: some more all the same.
  expect(enough(share(9_510, 11), 9_500, 20)).toBe(30);
  expect(enough(share(9_500, 20), 9_500, 20)).toBeUndefined();
  expect(enough(share(9_501, 50), 9_500, 20)).toBeUndefined();
});

test("a difference within its error is none", () => {
  expect(change(more, study(now).promise)?.sure).toBe(true);
  expect(change(same, study(now).promise)?.sure).toBe(false);
  expect(change(now, study(now).promise)).toBeUndefined();
});

test("figures round so that they do not lie about the promise", () => {
  expect(sharePercent(9_496, 9_500)).toBe("94.96%");
  expect(sharePercent(9_640, 9_500)).toBe("96.4%");
  expect(sharePercent(9_500, 9_500)).toBe("95.0%");
  expect([promisePercent(9_500), promisePercent(9_750)]).toEqual(["95%", "97.5%"]);
  expect([yuanWords(338_200_000), yuanWords(-12_345)]).toEqual(["3,382,000", "−123.45"]);
  expect([plusMinus({ low: 9_480, high: 9_520 }, 9_500), plusMinus({ low: 9_498, high: 9_502 }, 9_500)]).toEqual(["0.2", "0.02"]);
});
