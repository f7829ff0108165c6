// Requests: JSON in, JSON or a problem out, and the server's time from each answer.
import type { ProblemBody } from "./types";

/** A refusal by the server, or the network's failure (`code` "network"). */
export class Problem extends Error {
  constructor(readonly body: ProblemBody) {
    super(body.detail);
    this.name = "Problem";
  }

  get code(): string {
    return this.body.code;
  }

  /** Whether the same act is worth sending again under the same key. */
  get retryable(): boolean {
    return this.code === "network" || this.body.status >= 500;
  }
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return plainProblem(0, "network", error instanceof Error ? error.message : String(error));
}

function plainProblem(status: number, code: string, text: string): Problem {
  return new Problem({ type: `urn:liandong:problem:${code}`, title: "", status, code, detail: "", detail_en: text });
}

let aheadMs = 0;
let lost: (() => void) | undefined;

/** The server's time now, in milliseconds since 1970. */
export function serverNow(): number {
  return Date.now() + aheadMs;
}

/** Sets the server's time by a precise source (the live stream's hello). */
export function setServerNow(iso: string): void {
  const at = Date.parse(iso);
  if (!Number.isNaN(at)) aheadMs = at - Date.now();
}

/** The Date header has whole seconds: it corrects only what is off by more than that. */
function heardDate(header: string | null): void {
  const at = header ? Date.parse(header) : Number.NaN;
  if (Number.isNaN(at)) return;
  const ahead = at + 500 - Date.now();
  if (Math.abs(ahead - aheadMs) > 2000) aheadMs = ahead;
}

/** Called when the server no longer knows who asks. */
export function onLoggedOut(hear: (() => void) | undefined): void {
  lost = hear;
}

/** `body` goes as JSON, `bytes` as they are. */
export type Options = {
  method?: string;
  body?: unknown;
  bytes?: Blob;
  key?: string;
  signal?: AbortSignal;
  /** What may be answered; JSON where nothing is said. */
  accept?: string;
};

async function send(path: string, options: Options): Promise<Response> {
  const headers: Record<string, string> = { Accept: options.accept ?? "application/json" };
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  if (options.key) headers["Idempotency-Key"] = options.key;
  const request: RequestInit = { method: options.method ?? "GET", headers, credentials: "same-origin" };
  if (options.body !== undefined) request.body = JSON.stringify(options.body);
  if (options.bytes) {
    headers["Content-Type"] = "application/octet-stream";
    request.body = options.bytes;
  }
  if (options.signal) request.signal = options.signal;
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, request);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw asProblem(error);
  }
  heardDate(response.headers.get("Date"));
  if (response.ok) return response;
  const problem = await readProblem(response);
  if (response.status === 401 && path !== "/session") lost?.();
  throw problem;
}

async function readProblem(response: Response): Promise<Problem> {
  try {
    const body = (await response.json()) as Partial<ProblemBody>;
    if (typeof body.code === "string" && typeof body.detail === "string") return new Problem(body as ProblemBody);
  } catch {
    // No JSON: something between the page and the server answered.
  }
  return plainProblem(response.status, response.status >= 500 ? "network" : "unknown", `HTTP ${response.status}`);
}

export async function json<T>(path: string, options: Options = {}): Promise<T> {
  const response = await send(path, options);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** A file with the name that the server gives it. */
export async function file(path: string, options: Options = {}): Promise<{ name: string; content: Blob }> {
  // Which file it is stands in the path; a refusal comes as JSON whatever is accepted.
  const response = await send(path, { accept: "*/*", ...options });
  const said = response.headers.get("Content-Disposition") ?? "";
  const name = /filename="([^"]+)"/.exec(said)?.[1] ?? "download";
  return { name, content: await response.blob() };
}
