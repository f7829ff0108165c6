// The words of a report: days, names and rounded numbers in the chosen language.
import type { Report, ReportTest, Share } from "../../api/types";
import type { Words } from "../../i18n/context";
import type { Language } from "../../i18n/translate";
import { chance, fixed, type Interval, parts, percent, shareInterval, span } from "./numbers";

export type Period = Report["period"];
type Outcome = Extract<ReportTest["outcome"], { came_to: "done" }>;
export type Effect = Outcome["effect"];

/** How many digits a size is told with, and in which unit. */
const SIZES = {
  rate_ratio: [1, 2],
  difference: [100, 1],
  cramers_v: [1, 2],
} as const;

export const GRADES = ["very_dissatisfied", "dissatisfied", "neutral", "satisfied", "very_satisfied"] as const;

const DAY_MS = 86_400_000;

/** `2024-03-01` a number of days on. */
export function daysOn(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export const daysOf = (period: Period) => (Date.parse(period.to) - Date.parse(period.from)) / DAY_MS + 1;

/** 0 for Monday. */
export const weekdayOf = (day: string) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

export function reportWords({ t, name, language }: Pick<Words, "t" | "name"> & { language: Language }) {
  // Numbers of days have no noughts before them in Chinese, and two digits elsewhere.
  const split = (day: string) => {
    const [year = "", month = "", date = ""] = day.split("-");
    const plain = (text: string) => (language === "en" ? text : String(Number(text)));
    return { year, month: plain(month), day: plain(date) };
  };
  const day = (text: string) => t("period.day", split(text));
  const shortDay = (text: string) => {
    const { month, day } = split(text);
    return t("period.short_day", { month, day });
  };
  const period = ({ from, to }: Period) => {
    if (from === to) return day(from);
    const short = language !== "en" && from.slice(0, 4) === to.slice(0, 4);
    return t("period.span", { from: day(from), to: short ? shortDay(to) : day(to) });
  };
  const weekday = (at: number) => t(`weekday.${(((at % 7) + 7) % 7) as 0 | 1 | 2 | 3 | 4 | 5 | 6}`);
  const month = (text: string) => {
    const { year, month: number } = split(text);
    return t("period.month", { year, month: number });
  };
  const title = ({ id, kind, period: of }: Pick<Report, "id" | "kind" | "period">) => {
    if (kind === "monthly") return month(of.from);
    if (kind === "daily") return t("period.weekday", { day: day(of.from), weekday: weekday(weekdayOf(of.from)) });
    const [, weekYear = "", week = ""] = /^weekly-(\d+)-W(\d+)$/.exec(id) ?? [];
    return t("period.week", { year: weekYear, week: Number(week), span: period(of) });
  };
  const duration = (seconds: number) => {
    const { days, hours, minutes } = parts(seconds);
    if (days > 0) return hours > 0 ? t("duration.days_hours", { days, hours }) : t("duration.days", { days });
    if (hours > 0) return minutes > 0 ? t("duration.hours_minutes", { hours, minutes }) : t("duration.hours", { hours });
    return t("duration.minutes", { minutes });
  };
  const share = (of: Share) => percent(of) ?? t("report.no_data");
  const interval = (of: Interval | null | undefined) => shareInterval(of) ?? t("report.none");
  const clock = (code: string) => name("clock", code);
  const category = (code: string | null | undefined) => (code ? name("category", code) : t("table.unclassified"));

  const question = ({ kind }: Report, asked: ReportTest["question"]) => {
    const reference = t(`reference.${kind}`);
    switch (asked.about) {
      case "volume":
        return t("question.volume", { base: t(`base.${kind}.${asked.base}`) });
      case "clock_kept":
        return t("question.clock_kept", { clock: clock(asked.clock), reference });
      case "arrival_by_area":
        return t("question.arrival_by_area");
      default:
        return t(`question.${asked.about}`, { reference });
    }
  };
  const statistic = ({ statistic: value, df }: Outcome) => {
    if (typeof value !== "number") return undefined;
    const told = fixed(value, 2);
    return typeof df === "number" ? t("statistic.chi_square", { value: told, df }) : t("statistic.z", { value: told });
  };
  const effect = ({ kind, value, interval: of }: Effect) => {
    const [scale, digits] = SIZES[kind];
    const [low, high] = span(of, scale, digits);
    const told = typeof value === "number" ? fixed(value * scale, digits) : t("table.over_zero");
    return t(`effect.${kind}`, { value: told, low, high });
  };
  return { t, name, day, shortDay, month, period, weekday, title, duration, share, interval, clock, category, question, statistic, effect, chance };
}

export type ReportWords = ReturnType<typeof reportWords>;
