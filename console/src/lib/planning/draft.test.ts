import { expect, test } from "vitest";
import { askOf, callsADay, costsOf, countFleets, type Draft, FRESH, promiseOf, searchOf, sixMonths, typedCosts, typedPromise, withDefaults } from "./draft";
import { variantOfFleet } from "./found";
import { PRESENT } from "./made.test-data";
import { quotesIn } from "./quotes";
import { dutyOf } from "./shifts";
import { blankVariant, variantOf } from "./variants";

const DAYS = { from: "2024-03-01", to: "2024-08-31" };
const costs = { car: "78000", member: "74,800.00", crew: "2", hours: "42" };
const draft: Draft = { ...FRESH, costs };

test("six months are six whole months up to the day", () => {
  expect(sixMonths("2024-08-31")).toEqual(DAYS);
  expect(sixMonths("2024-08-30")).toEqual({ from: "2024-02-29", to: "2024-08-30" });
  expect(sixMonths("2025-02-14").from).toBe("2024-08-15");
});

test("prices and promises come back as they were typed", () => {
  const read = costsOf(costs);
  expect(read).toEqual({ car_year: 7_800_000, member_year: 7_480_000, crew: 2, member_week_hours: 42 });
  expect(read && costsOf(typedCosts(read))).toEqual(read);
  expect(costsOf({ ...costs, crew: "0" })).toBeUndefined();
  expect(promiseOf({ of: "arrived_in_time", share: "97.5", confidence: "99" })).toEqual({ of: "arrived_in_time", share: 9_750, confidence: 99 });
  expect(typedPromise({ share: 9_750, confidence: 95 })).toEqual({ of: "arrived_in_time", share: "97.5", confidence: "95" });
  expect(["101", "", "a", "9.123"].map((share) => promiseOf({ of: "arrived_in_time", share, confidence: "95" }))).toEqual([undefined, undefined, undefined, undefined]);
});

test("a draft is a request, or says what it lacks", () => {
  const made = askOf({ ...draft, variants: [{ ...blankVariant(1, "more"), demand: "10" }] }, DAYS, PRESENT);
  expect(made).toEqual({
    ask: {
      fitted: DAYS, days: 365, replications: 20, seed: 1,
      costs: { car_year: 7_800_000, member_year: 7_480_000, crew: 2, member_week_hours: 42 },
      promise: { of: "arrived_in_time", share: 9_500, confidence: 95 },
      variants: [{ name: "more", demand_percent: 110 }],
    },
  });
  const bad = askOf({ ...FRESH, replications: "1", variants: [blankVariant(1, "now"), blankVariant(2, "")] }, DAYS, PRESENT);
  expect("lacks" in bad && bad.lacks.map((one) => one.what)).toEqual(["replications", "costs", "variant", "twice"]);
});

test("what an older page kept has what is new besides", () => {
  expect(withDefaults(undefined)).toEqual(FRESH);
  expect(withDefaults({ search: { shifts: ["day"] } as Draft["search"] }).search).toEqual({ ...FRESH.search, shifts: ["day"] });
});

test("fleets are counted as the server counts them", () => {
  // One shift, two areas with two cars at most each.
  expect(countFleets(2, 1, 2, 1, 4)).toBe(8);
  expect(countFleets(2, 1, 2, 3, 4)).toBe(3);
  // Two shifts: 1 + 2 + 3 ways to have up to two cars in one area.
  expect(countFleets(1, 2, 2, 0, 2)).toBe(5);
  // The coefficients of (1 + x + x²)⁵ from the third on.
  expect(countFleets(5, 1, 2, 3, 6)).toBe(30 + 45 + 51 + 45);
});

test("a search takes as many days as its fleets leave room for", () => {
  expect(callsADay(PRESENT)).toBe(96);
  const search = { ...FRESH.search, fewest: "1", most: "4" };
  const named = (one: string) => one;
  const made = searchOf({ ...draft, search }, DAYS, PRESENT, named);
  expect(made).toMatchObject({ fleets: 8, each: true, ask: { days: 365, shifts: [{ name: "all_day" }], cars_an_area: 2, first_look: 3 } });
  const many = searchOf({ ...draft, search: { ...search, shifts: ["all_day", "day", "night"], anArea: "9", most: "18" } }, DAYS, PRESENT, named);
  // Too many to look at each in one request: they are sought among, which takes about as long as a thousand.
  expect(many).toMatchObject({ each: false, ask: { days: 91, each_up_to: 0 } });
  expect("ask" in many && many.fleets).toBeLessThan(50_000);
  const more = searchOf({ ...draft, search: { ...search, shifts: ["all_day", "day", "night"], own: [{ key: 1, name: "x", hours: { kind: "all_day" } }], anArea: "9", most: "18" } }, DAYS, PRESENT, named);
  expect(more).toMatchObject({ each: false, ask: { days: 91, first_look: 3, each_up_to: 0 } });
  expect("ask" in more && more.fleets).toBeGreaterThan(50_000);
  const none = searchOf({ ...draft, search: { ...search, shifts: [], fewest: "5" } }, DAYS, PRESENT, named);
  expect("lacks" in none && none.lacks.map((one) => one.what)).toEqual(["shifts", "cars"]);
});

test("a found fleet is a scenario: cars that stay say nothing", () => {
  const shifts = [{ name: "all day" }, { name: "day", duty: dutyOf({ kind: "day" }) ?? [] }];
  const bill = { cars: 3, members: 1, duty_seconds_a_week: 1, yearly: 1 };
  const fleet = { bill, promised: { share: { numerator: 1, denominator: 1 }, low: 0, high: 0 }, verdict: "kept" as const, replications: 20 };
  const cars = [{ area: "west", shift: "day", cars: 2 }];
  const made = variantOfFleet({ ...fleet, cars }, shifts, PRESENT, 1, "best");
  expect(made && variantOf(made, PRESENT).variant).toEqual({
    name: "best",
    remove: ["car-2"],
    change: [{ unit: "car-1", area: "west", duty: dutyOf({ kind: "day" }) }],
    add: [{ area: "west", duty: dutyOf({ kind: "day" }) }],
  });
  const same = variantOfFleet({ ...fleet, cars: [{ area: "west", shift: "all day", cars: 1 }, { area: "east", shift: "day", cars: 1 }] }, shifts, PRESENT, 1, "same");
  expect(same && variantOf(same, PRESENT).variant).toEqual({ name: "same" });
  expect(variantOfFleet({ ...fleet, cars: [{ area: "west", shift: "gone", cars: 1 }] }, shifts, PRESENT, 1, "x")).toBeUndefined();
});

test("the studies that a filing quotes are found among its sources", () => {
  const source = { mark: "", numerator: "", denominator: "", evidence: "", late: "", exclusions: "" };
  const name = "\u6210\u672c\u6307\u6807\uff1a\u4e0b\u5e74\u5ea6\u9884\u7b97\u6d4b\u7b97\u4f9d\u636e\u201csix \u201cbig\u201d cars\u201d\uff08\u7f16\u53f7 six-cars.1\uff09";
  const sources = [{ ...source, id: "arrival", name, value: "", formula: "" }, { ...source, id: "", name, value: "answers", formula: "how" }];
  expect(quotesIn({ sources })).toEqual([{ study: "six-cars.1", name: "six \u201cbig\u201d cars", answers: "answers", how: "how" }]);
});
