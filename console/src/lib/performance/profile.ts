// A project's description, as it is edited.
import type { Indicator, Profile, Schedule, TimeNode, TrackingPeriod } from "../../api/performance.types";

/** A day some whole years on; 29 February becomes the 28th where the year has none. */
export function yearsOn(day: string, years: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const to = year + years;
  const last = new Date(Date.UTC(to, month, 0)).getUTCDate();
  const pad = (number: number) => String(number).padStart(2, "0");
  return `${to}-${pad(month)}-${pad(Math.min(date, last))}`;
}

function scheduleOn(schedule: Schedule, years: number): Schedule {
  switch (schedule.kind) {
    case "linear":
      return { ...schedule, from: yearsOn(schedule.from, years), to: yearsOn(schedule.to, years) };
    case "stepped":
      return { ...schedule, steps: schedule.steps.map((step) => ({ ...step, from: yearsOn(step.from, years) })) };
    case "by_date":
      return { ...schedule, day: yearsOn(schedule.day, years) };
    case "constant":
      return schedule;
  }
}

/** The description of the project that goes on with another in a later year: every day moves by whole years. */
export function nextYear(old: Profile, id: string, year: number): Profile {
  const years = year - old.year;
  const moved = (from: string) => yearsOn(from, years);
  return {
    ...old,
    id,
    year,
    continues: old.id,
    service: { from: moved(old.service.from), to: moved(old.service.to) },
    time_nodes: old.time_nodes.map((node) => ({ ...node, day: moved(node.day), ...(node.until ? { until: moved(node.until) } : {}) })),
    tracking: (old.tracking ?? []).map((one) => ({
      ...one,
      id: one.id.replace(String(old.year), String(year)),
      from: moved(one.from),
      to: moved(one.to),
      ...(one.file_by ? { file_by: moved(one.file_by) } : {}),
    })),
    indicators: old.indicators.map((one) => (one.schedule ? { ...one, schedule: scheduleOn(one.schedule, years) } : one)),
  };
}

const DAY = /^\d{4}-\d\d-\d\d$/;

/** Time nodes as lines: `2024-03-01 what`, or `2024-03-01~2025-02-28 what`. */
export const nodesText = (nodes: readonly TimeNode[]) =>
  nodes.map((node) => `${node.day}${node.until ? `~${node.until}` : ""} ${node.what}`).join("\n");

/** Reads these lines; undefined where a line is none. */
export function nodesOf(text: string): TimeNode[] | undefined {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  const nodes = lines.map((line): TimeNode | undefined => {
    const found = /^(\S+?)(?:~(\S+))?\s+(.+)$/.exec(line);
    const [, day = "", until, what = ""] = found ?? [];
    if (!DAY.test(day) || (until !== undefined && !DAY.test(until))) return undefined;
    return until === undefined ? { day, what } : { day, until, what };
  });
  return nodes.every((node) => node !== undefined) ? nodes : undefined;
}

/** Tracking periods as lines: `2024-08 2024-01-01~2024-08-31`, with the day of filing after a blank. */
export const trackingText = (periods: readonly TrackingPeriod[]) =>
  periods.map((one) => [one.id, `${one.from}~${one.to}`, one.file_by].filter(Boolean).join(" ")).join("\n");

/** Reads these lines; undefined where a line is none. */
export function trackingOf(text: string): TrackingPeriod[] | undefined {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  const periods = lines.map((line): TrackingPeriod | undefined => {
    const found = /^(\S+)\s+(\d{4}-\d\d-\d\d)~(\d{4}-\d\d-\d\d)(?:\s+(\d{4}-\d\d-\d\d))?$/.exec(line);
    const [, id, from, to, by] = found ?? [];
    if (!id || !from || !to) return undefined;
    return by ? { id, from, to, file_by: by } : { id, from, to };
  });
  return periods.every((one) => one !== undefined) ? periods : undefined;
}

/** Indicators as JSON, as the server shows them; undefined where they are no list of indicators. What they say is the server's to judge. */
export function indicatorsOf(text: string): Indicator[] | undefined {
  try {
    const read: unknown = JSON.parse(text);
    const isOne = (one: unknown) => one !== null && typeof one === "object" && "id" in one && "annual" in one && "formula" in one;
    return Array.isArray(read) && read.every(isOne) ? (read as Indicator[]) : undefined;
  } catch {
    return undefined;
  }
}
