// Calls of the duty book: rosters, requests, attendance, equipment, trainings.
import { json } from "./http";
import { asked } from "./desks";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type DutyDay = Schemas["DutyDayView"];
export type DayView = Schemas["DayView"];
export type Turn = Schemas["TurnView"];
export type RosterFinding = Schemas["FindingView"];
export type Roster = Schemas["Roster"];
export type DutyRequest = Schemas["RequestView"];
export type RequestCommand = Schemas["RequestCommand"];
export type Wish = Schemas["Wish"];
export type MemberRecord = Schemas["MemberRecord"];
export type MemberHours = Schemas["MemberHours"];
export type HoursView = Schemas["HoursView"];
export type Seconds = Schemas["Seconds"];
export type AttendanceAsked = Schemas["AttendanceAsked"];
export type CalendarYear = Schemas["CalendarYear"];
export type Piece = Schemas["PieceView"];
export type Holder = Schemas["HolderView"];
export type EquipmentKind = Schemas["KindView"];
export type EquipmentFinding = Schemas["EquipmentFindingView"];
export type EquipmentEntry = Schemas["EquipmentEntry"];
export type Training = Schemas["TrainingView"];
export type TrainingCommand = Schemas["TrainingCommand"];
export type TrainingPlan = Schemas["TrainingPlan"];
export type TrainingHours = Schemas["TrainingHoursView"];
export type Overdue = Schemas["OverdueView"];

const at = encodeURIComponent;
const post = (body: unknown, key: string) => ({ method: "POST", body, key });

export type Span = { from: string; to: string };
const span = ({ from, to }: Span) => new URLSearchParams({ from, to });

export const day = (which: string, signal?: AbortSignal) => json<DutyDay>(`/duty/days/${at(which)}`, asked(signal));

export const findings = async (of: Span, signal?: AbortSignal) =>
  (await json<Schemas["RosterFindings"]>(`/duty/findings?${span(of)}`, asked(signal))).findings;

export const rosters = async (signal?: AbortSignal) => (await json<Schemas["Rosters"]>("/duty/rosters", asked(signal))).rosters;

export const setRoster = (roster: Roster, key: string) => json<Schemas["Rosters"]>("/duty/rosters", post(roster, key));

export const members = async (signal?: AbortSignal) =>
  (await json<Schemas["Members"]>("/members?limit=500", asked(signal))).members;

export async function requests(open: boolean, cursor?: string, signal?: AbortSignal) {
  const query = new URLSearchParams({ limit: "100" });
  if (open) query.set("open", "true");
  if (cursor) query.set("cursor", cursor);
  return json<Schemas["RequestPage"]>(`/duty/requests?${query}`, asked(signal));
}

export const request = (id: string, signal?: AbortSignal) => json<DutyRequest>(`/duty/requests/${at(id)}`, asked(signal));

export const ask = (wish: Wish, reason: string, key: string) => json<DutyRequest>("/duty/requests", post({ wish, reason }, key));

export const commandRequest = (id: string, command: RequestCommand, version: number, key: string) =>
  json<DutyRequest>(`/duty/requests/${at(id)}/commands`, post({ command, expected_version: version }, key));

export const attend = (entry: AttendanceAsked, key: string, occurredAt?: string) =>
  json<DutyDay>("/duty/attendance", post(occurredAt ? { entry, occurred_at: occurredAt } : { entry }, key));

export const hours = (of: Span, signal?: AbortSignal) => json<HoursView>(`/duty/hours?${span(of)}`, asked(signal));

export const calendar = async (of: Span, signal?: AbortSignal) =>
  (await json<Schemas["CalendarDays"]>(`/duty/calendar?${span(of)}`, asked(signal))).days;

export const publishCalendar = (year: CalendarYear, key: string) => json<void>("/duty/calendar", post(year, key));

export type EquipmentAsked = Partial<Record<"kind" | "member" | "unit" | "condition", string>>;

export function equipment(which: EquipmentAsked, cursor: string | undefined, signal?: AbortSignal) {
  const given = Object.entries({ ...which, cursor }).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const query = new URLSearchParams([...given, ["limit", "500"]]);
  return json<Schemas["EquipmentPage"]>(`/equipment?${query}`, asked(signal));
}

export const equipmentKinds = async (signal?: AbortSignal) =>
  (await json<Schemas["Kinds"]>("/equipment/kinds", asked(signal))).kinds;

export const equipmentFindings = async (signal?: AbortSignal) =>
  (await json<Schemas["EquipmentFindings"]>("/equipment/findings", asked(signal))).findings;

export const enterEquipment = (entered: Schemas["EquipmentEntered"], key: string) => json<Piece>("/equipment", post(entered, key));

export async function trainings(of: Partial<Span>, signal?: AbortSignal) {
  const given = Object.entries(of).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return json<Schemas["TrainingPage"]>(`/trainings?${new URLSearchParams([...given, ["limit", "500"]])}`, asked(signal));
}

export const training = (id: string, signal?: AbortSignal) => json<Training>(`/trainings/${at(id)}`, asked(signal));

export const planTraining = (id: string, plan: TrainingPlan, key: string) => json<Training>("/trainings", post({ id, plan }, key));

export const commandTraining = (id: string, command: TrainingCommand, version: number, key: string) =>
  json<Training>(`/trainings/${at(id)}/commands`, post({ command, expected_version: version }, key));

export const trainingHours = (year: string, signal?: AbortSignal) =>
  json<Schemas["HoursList"]>(`/trainings/reports/hours?${new URLSearchParams({ year })}`, asked(signal));

export const overdueTrainings = (signal?: AbortSignal) => json<Schemas["OverdueList"]>("/trainings/reports/overdue", asked(signal));
