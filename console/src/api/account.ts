// One's own account, and the ways to sign in.
import { json } from "./http";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type OwnAccount = Schemas["OwnAccountView"];
export type SessionSeen = Schemas["SessionSeen"];
export type TokenSeen = Schemas["TokenSeen"];
export type Scope = Schemas["Scope"];
export type Enrolment = Schemas["Enrolment"];

const at = encodeURIComponent;
const post = (key: string, body?: unknown) => ({ method: "POST", key, ...(body === undefined ? {} : { body }) });

export const own = (signal?: AbortSignal) => json<OwnAccount>("/account", signal ? { signal } : {});
export const changePassword = (old_password: string, new_password: string, key: string) =>
  json<void>("/account/password", post(key, { old_password, new_password }));
export const enrol = (key: string) => json<Enrolment>("/account/second-factor", post(key));
export const confirmFactor = async (code: string, key: string) =>
  (await json<{ recovery_codes: string[] }>("/account/second-factor/confirm", post(key, { code }))).recovery_codes;
export const removeFactor = (code: string, key: string) => json<void>("/account/second-factor/remove", post(key, { code }));
export const sessions = async (signal?: AbortSignal) =>
  (await json<{ sessions: SessionSeen[] }>("/account/sessions", signal ? { signal } : {})).sessions;
export const endSession = (id: string, key: string) => json<void>(`/account/sessions/${at(id)}`, { method: "DELETE", key });
export const endSessions = (key: string) => json<void>("/account/sessions", { method: "DELETE", key });
export const tokens = async (signal?: AbortSignal) =>
  (await json<{ tokens: TokenSeen[] }>("/account/tokens", signal ? { signal } : {})).tokens;
export const issueToken = (body: Schemas["TokenRequest"], key: string) => json<Schemas["TokenIssued"]>("/account/tokens", post(key, body));
export const endToken = (id: string, key: string) => json<void>(`/account/tokens/${at(id)}`, { method: "DELETE", key });

/** The name of the outside identity provider, where there is one. */
export const provider = async () => (await json<{ name?: string | null }>("/oidc")).name ?? undefined;
/** Where the browser goes to sign in there. */
export const providerDoor = (town: string) => `/api/v1/oidc/login?${new URLSearchParams({ town })}`;
