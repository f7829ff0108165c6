// The one place that talks to the server.
import type {
  Call,
  Caller,
  CommandRequest,
  Evidence,
  EventEntry,
  Incident,
  PrintedForm,
  Problem,
  Project,
  Session,
  Town,
} from "./types";
import { observe } from "../logic/time";

/** A refusal or failure, as the server tells it (RFC 9457), or one of the line. */
export class ApiError extends Error {
  constructor(readonly problem: Pick<Problem, "code" | "detail" | "detail_en" | "status"> & Partial<Problem>) {
    super(problem.detail);
  }
}

const OFFLINE = {
  code: "offline",
  status: 0,
  detail: "连接不上服务器，请检查网络后重试",
  detail_en: "the server cannot be reached; check the network and try again",
};

async function request<T>(method: string, path: string, body?: unknown, key?: string): Promise<T> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (key) headers["idempotency-key"] = key;
  const init: RequestInit = { method, headers, credentials: "same-origin" };
  if (body !== undefined) init.body = JSON.stringify(body);
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch {
    throw new ApiError(OFFLINE);
  }
  observe(response.headers.get("date"));
  if (response.status === 204) return undefined as T;
  if (response.ok) return (await response.json()) as T;
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("application/problem+json")) {
    throw new ApiError((await response.json()) as Problem);
  }
  throw new ApiError({ ...OFFLINE, code: "unexpected", status: response.status });
}

/** A key for one act of the user: rising in time, so that the log's index stays compact (UUIDv7). */
export function newKey(now = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = now;
  for (let at = 5; at >= 0; at -= 1) {
    bytes[at] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const incident = (id: string) => `/api/v1/incidents/${encodeURIComponent(id)}`;
const project = (id: string) => `/api/v1/projects/${encodeURIComponent(id)}`;

export const formUrl = (id: string, from: string, to: string, format: "json" | "pdf" | "xlsx") =>
  `${project(id)}/form?${new URLSearchParams({ from, to, format })}`;
export const evidenceUrl = (
  id: string,
  indicator: string,
  from: string,
  to: string,
  format: "json" | "csv",
) =>
  `${project(id)}/indicators/${encodeURIComponent(indicator)}/evidence?${new URLSearchParams({ from, to, format })}`;

export const api = {
  logIn: (token: string) => request<Session>("POST", "/api/v1/session", { token }),
  session: () => request<Session>("GET", "/api/v1/session"),
  logOut: () => request<void>("DELETE", "/api/v1/session"),
  town: () => request<Town>("GET", "/api/v1/town"),
  list: (state: "open" | "over" | "all", before?: string) => {
    const query = new URLSearchParams({ state, limit: "200" });
    if (before) query.set("before", before);
    return request<{ incidents: Incident[]; next: string | null }>("GET", `/api/v1/incidents?${query}`);
  },
  one: (id: string) => request<Incident>("GET", incident(id)),
  events: (id: string) => request<{ events: EventEntry[] }>("GET", `${incident(id)}/events`),
  receive: (call: Call, key: string) => request<Incident>("POST", "/api/v1/incidents", call, key),
  command: (id: string, body: CommandRequest, key: string) =>
    request<Incident>("POST", `${incident(id)}/commands`, body, key),
  reveal: (id: string, reason: string, key: string) =>
    request<Caller>("POST", `${incident(id)}/reveal-caller`, { reason }, key),
  projects: () => request<{ projects: Project[] }>("GET", "/api/v1/projects"),
  form: (id: string, from: string, to: string) =>
    request<{ printed: PrintedForm }>("GET", formUrl(id, from, to, "json")),
  evidence: (id: string, indicator: string, from: string, to: string) =>
    request<Evidence>("GET", evidenceUrl(id, indicator, from, to, "json")),
};
