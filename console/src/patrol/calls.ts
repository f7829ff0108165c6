// The API's calls that only the phone makes.
import { json } from "../api/http";
import type { components } from "../api/schema";
import type { Incident, IncidentPage, Selection } from "../api/types";
import type { Fix } from "../lib/patrolFixes";
import type { Car } from "../lib/patrol";
import type { Alert, Protocol, Sos, Standby } from "./known";

type Schemas = components["schemas"];
export type DutyDay = Schemas["DutyDayView"];
export type Turn = Schemas["TurnView"];
export type Line = Schemas["LineView"];

const at = encodeURIComponent;

export const account = () => json<Schemas["OwnAccountView"]>("/account");
export const cars = async () => (await json<{ units: Car[] }>("/units")).units;
export const standbys = async () => (await json<{ standby: Standby[] }>("/standby")).standby;
export const sos = async () => (await json<{ sos: Sos[] }>("/sos?limit=20")).sos;
export const alerts = async () => (await json<{ alerts: Alert[] }>("/alerts")).alerts;

/** The car that a member belongs to, whatever the roster says. */
export async function home(member: string): Promise<string | undefined> {
  const { members } = await json<{ members: Schemas["MemberRecord"][] }>("/members?limit=500");
  return members.find((one) => one.id === member)?.unit;
}

export async function protocol(incident: string): Promise<Protocol | undefined> {
  const both = await json<Schemas["IncidentProtocolView"]>(`/incidents/${at(incident)}/protocol`);
  return both.when_classified ?? both.newest ?? undefined;
}

export const dutyDay = (day: string) => json<DutyDay>(`/duty/days/${at(day)}`);

/** The member's own line of a month's assessment as the log makes it now. */
export async function line(month: string, member: string): Promise<Line | undefined> {
  const { lines } = await json<{ lines: Line[] }>(`/assessments/${at(month)}/preview?limit=1`);
  return lines.find((one) => one.member === member);
}

/** Incidents that came in since a time, over or not, until there are no more. */
export async function since(ms: number): Promise<Incident[]> {
  const found: Incident[] = [];
  for (const state of ["open", "over"] satisfies Selection[]) {
    let cursor: string | null | undefined;
    do {
      const query = new URLSearchParams({ state, limit: "100" });
      if (cursor) query.set("cursor", cursor);
      const page: IncidentPage = await json<IncidentPage>(`/incidents?${query}`);
      found.push(...page.incidents.filter((one) => Date.parse(one.received_at) >= ms));
      const last = page.incidents.at(-1);
      cursor = last && Date.parse(last.received_at) >= ms ? page.next : undefined;
    } while (cursor);
  }
  return found;
}

export type Reported = Schemas["ReportedView"];
/** Told twice, positions say nothing new: a lost report is told again with the next. */
export const report = (fixes: Fix[], key: string) =>
  json<Reported>("/positions", { method: "POST", body: { fixes }, key });

