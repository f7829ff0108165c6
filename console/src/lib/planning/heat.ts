// Answers by the hour of the week as a sheet of seven days with twenty-four hours.
import type { Hour } from "../../api/plan";

export const HEAT_MEASURES = ["in_time", "calls", "response"] as const;
export type HeatMeasure = (typeof HEAT_MEASURES)[number];

/** How good or how much: 0 is the worst or the least. */
export type Band = 0 | 1 | 2 | 3 | 4;
export type HeatCell = { hour: number; value: number | undefined; band: Band | undefined };

const valueOf = (hour: Hour, measure: HeatMeasure, fromCall: boolean): number | undefined => {
  switch (measure) {
    case "calls":
      return hour.calls?.value;
    case "response":
      return hour.response?.value;
    default:
      return (fromCall ? hour.answered_in_time : hour.arrived_in_time)?.value;
  }
};

/** Points above or below what is promised at which a share comes into the next better band. */
export const SHARE_STEPS = [-15, -5, 0, 2] as const;
/** Parts of the limit at which a mean response comes into the next worse band. */
export const RESPONSE_STEPS = [0.5, 0.75, 1, 1.25] as const;

/** The band of a share against what is promised: far below, below, just below, above, well above. */
export function shareBand(share: number, promise: number): Band {
  const over = (share - promise) * 100 + 1e-9;
  return SHARE_STEPS.filter((step) => over >= step).length as Band;
}

/** The band of a mean response against the limit, the quickest highest. */
export function responseBand(seconds: number, limit: number): Band {
  return RESPONSE_STEPS.filter((step) => seconds <= step * limit).length as Band;
}

/** The band of a count among all, the most highest. */
function countBand(value: number, most: number): Band {
  return most <= 0 ? 0 : (Math.min(4, Math.trunc((value / most) * 5)) as Band);
}

type Against = { promise: number; limit: number; fromCall: boolean; weeks: number };

/** Seven days of twenty-four hours. Calls are those of one week. */
export function heat(hours: readonly Hour[], measure: HeatMeasure, { promise, limit, fromCall, weeks }: Against): HeatCell[][] {
  const values = hours.map((one) => {
    const value = valueOf(one, measure, fromCall);
    return measure === "calls" && value !== undefined ? value / Math.max(weeks, 1e-9) : value;
  });
  const most = Math.max(0, ...values.filter((one) => one !== undefined));
  const band = (value: number | undefined): Band | undefined => {
    if (value === undefined) return undefined;
    if (measure === "calls") return countBand(value, most);
    return measure === "response" ? responseBand(value, limit) : shareBand(value, promise);
  };
  return Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: 24 }, (__, at) => {
      const hour = day * 24 + at;
      return { hour, value: values[hour], band: band(values[hour]) };
    }),
  );
}

/** The hours that fall furthest short of a promise, the worst first. */
export function worstHours(hours: readonly Hour[], promise: number, fromCall: boolean, most = 3): { hour: number; share: number }[] {
  return hours
    .flatMap((one, hour) => {
      const share = valueOf(one, "in_time", fromCall);
      return share !== undefined && share < promise ? [{ hour, share }] : [];
    })
    .sort((a, b) => a.share - b.share)
    .slice(0, most);
}
