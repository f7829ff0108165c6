// Every call of the API that the page makes.
import { file, json } from "./http";
import type { Evidence, FormAnswer } from "./form";
import type {
  Call, Caller, CommandRequest, Incident, IncidentPage, LoggedEvent, Login, Project, Selection, Session, Town,
} from "./types";

const at = encodeURIComponent;

export const logIn = (login: Login) => json<Session>("/session", { method: "POST", body: login });
export const whoAmI = () => json<Session>("/session");
export const logOut = () => json<void>("/session", { method: "DELETE" });

export const town = () => json<Town>("/town");

export function incidents(state: Selection, before?: string | null, limit = 100): Promise<IncidentPage> {
  const query = new URLSearchParams({ state, limit: String(limit) });
  if (before) query.set("before", before);
  return json<IncidentPage>(`/incidents?${query}`);
}

export const incident = (id: string) => json<Incident>(`/incidents/${at(id)}`);

export async function events(id: string, signal?: AbortSignal): Promise<LoggedEvent[]> {
  const answer = await json<{ events: LoggedEvent[] }>(`/incidents/${at(id)}/events`, signal ? { signal } : {});
  return answer.events;
}

export const receive = (call: Call, key: string) => json<Incident>("/incidents", { method: "POST", body: call, key });

export const command = (id: string, request: CommandRequest, key: string) =>
  json<Incident>(`/incidents/${at(id)}/commands`, { method: "POST", body: request, key });

export const revealCaller = (id: string, reason: string, key: string) =>
  json<Caller>(`/incidents/${at(id)}/reveal-caller`, { method: "POST", body: { reason }, key });

export const projects = async () => (await json<{ projects: Project[] }>("/projects")).projects;

export type Days = { from: string; to: string };

const formPath = (project: string, days: Days, format: string) =>
  `/projects/${at(project)}/form?${new URLSearchParams({ ...days, format })}`;

export const form = (project: string, days: Days) => json<FormAnswer>(formPath(project, days, "json"));

export const formFile = (project: string, days: Days, format: "pdf" | "xlsx" | "json") =>
  file(formPath(project, days, format));

export const evidence = (project: string, indicator: string, days: Days, limit: number) =>
  json<Evidence>(
    `/projects/${at(project)}/indicators/${at(indicator)}/evidence?${new URLSearchParams({ ...days, limit: String(limit) })}`,
  );
