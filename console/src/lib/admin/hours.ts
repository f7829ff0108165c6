// Stations' hours as rows that can be edited: one row for each window.
import type { StationHours } from "../../api/admin";

export type HourRow = { station: string; areas: string[]; weekdays: string[]; from: string; to: string };

/** `06:00` of a second of the day; the day's end is 24:00. */
export function clockOf(second: number): string {
  const pad = (number: number) => String(number).padStart(2, "0");
  return `${pad(Math.trunc(second / 3600))}:${pad(Math.trunc((second % 3600) / 60))}`;
}

/** The second of the day of `6:00`, up to 24:00; undefined for anything else. */
export function secondOf(clock: string): number | undefined {
  const found = /^(\d{1,2}):(\d\d)$/.exec(clock.trim());
  if (!found) return undefined;
  const [hours, minutes] = [Number(found[1]), Number(found[2])];
  const second = hours * 3600 + minutes * 60;
  return minutes > 59 || second > 86_400 ? undefined : second;
}

export function rowsOf(all: readonly StationHours[]): HourRow[] {
  return all.flatMap((one) =>
    one.windows.map((window) => ({
      station: one.station,
      areas: one.areas,
      weekdays: window.weekdays.map(String),
      from: clockOf(window.from_second),
      to: clockOf(window.to_second),
    })),
  );
}

/** The rows as the server has them: windows of the same station and areas together; undefined where a time is none. */
export function hoursOf(rows: readonly HourRow[]): StationHours[] | undefined {
  const all: StationHours[] = [];
  for (const row of rows) {
    const [from, to] = [secondOf(row.from), secondOf(row.to)];
    if (from === undefined || to === undefined || from >= to || !row.station || row.areas.length === 0 || row.weekdays.length === 0) return undefined;
    const window = { weekdays: row.weekdays.map(Number).sort((a, b) => a - b), from_second: from, to_second: to };
    const known = all.find((one) => one.station === row.station && one.areas.toString() === row.areas.toString());
    if (known) known.windows.push(window);
    else all.push({ station: row.station, areas: row.areas, windows: [window] });
  }
  return all;
}
