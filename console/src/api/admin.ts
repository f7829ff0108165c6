// The town's people, lists, rules, connections and log.
import { json } from "./http";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type Account = Schemas["AccountView"];
export type Member = Schemas["MemberRecord"];
export type UnitState = Schemas["UnitStateView"];
export type UnitRecord = Schemas["UnitRecord"];
export type Station = Schemas["StationRecord"];
export type Department = Schemas["DepartmentRecord"];
export type StationHours = Schemas["StationHours"];
export type CategoryRecord = Schemas["CategoryRecord"];
export type CategoryCode = Schemas["CategoryCode"];
export type KeywordRule = Schemas["KeywordRule"];
export type ProtocolSummary = Schemas["ProtocolSummaryView"];
export type ProtocolView = Schemas["ProtocolView"];
export type ProtocolRequest = Schemas["ProtocolRequest"];
export type Script = Schemas["ScriptView"];
export type Policy = Schemas["Policy"];
export type PolicyEffect = Schemas["PolicyEffect"];
export type Webhook = Schemas["WebhookView"];
export type Delivery = Schemas["DeliveryView"];
export type AuditEvent = Schemas["AuditEvent"];
export type Reveal = Schemas["Reveal"];
export type Erasure = Schemas["ErasureView"];
export type LegalGround = Schemas["LegalGround"];
export type AreasView = Schemas["AreasView"];
export type AreaVersion = Schemas["AreaVersionView"];
export type AreaDrawn = Schemas["AreaDrawn"];
export type Page<T> = { items: T[]; next: string | undefined };

const at = encodeURIComponent;
const put = (key: string, body: unknown) => ({ method: "PUT", key, body });
const post = (key: string, body?: unknown) => ({ method: "POST", key, ...(body === undefined ? {} : { body }) });

/** A query without what was left out. */
function query(values: Record<string, string | undefined>): string {
  const given = Object.entries(values).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const text = new URLSearchParams(given).toString();
  return text && `?${text}`;
}

/** All pages of a list that is looked at whole. */
async function whole<T>(ask: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(cursor);
    all.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return all;
}

export const accounts = () =>
  whole(async (cursor) => {
    const page = await json<Schemas["Accounts"]>(`/accounts${query({ limit: "500", cursor })}`);
    return { items: page.accounts, next: page.next ?? undefined };
  });
export const openAccount = (body: Schemas["AccountOpening"], key: string) => json<Account>("/accounts", post(key, body));
export const changeAccount = (id: string, body: Schemas["AccountChange"], key: string) => json<Account>(`/accounts/${at(id)}`, put(key, body));
export const closeAccount = (id: string, reason: string, key: string) => json<Account>(`/accounts/${at(id)}/close`, post(key, { reason }));
export const resetPassword = async (id: string, key: string) =>
  (await json<{ password: string }>(`/accounts/${at(id)}/reset-password`, post(key))).password;
export const accountAct = (id: string, act: "unlock" | "end-sessions" | "reset-second-factor", key: string) =>
  json<void>(`/accounts/${at(id)}/${act}`, post(key));

export const members = () =>
  whole(async (cursor) => {
    const page = await json<Schemas["Members"]>(`/members${query({ limit: "500", cursor })}`);
    return { items: page.members, next: page.next ?? undefined };
  });
export const putMember = (body: Member, key: string) => json<Member>(`/members/${at(body.id)}`, put(key, body));

export const units = async () => (await json<{ units: UnitState[] }>("/units")).units;
export const putUnit = (body: UnitRecord, key: string) => json<UnitRecord>(`/units/${at(body.id)}`, put(key, body));

export const stations = async () => (await json<{ stations: Station[] }>("/stations")).stations;
export const putStation = (body: Station, key: string) => json<Station>(`/stations/${at(body.id)}`, put(key, body));
export const hours = async () => (await json<{ hours: StationHours[] }>("/station-hours")).hours;
export const putHours = async (all: StationHours[], key: string) =>
  (await json<{ hours: StationHours[] }>("/station-hours", put(key, { hours: all }))).hours;

export const departments = async () => (await json<{ departments: Department[] }>("/departments")).departments;
export const putDepartment = (body: Department, key: string) => json<Department>(`/departments/${at(body.id)}`, put(key, body));

export const categories = async () => (await json<{ categories: CategoryRecord[] }>("/categories")).categories;
export const putCategory = (body: CategoryRecord, key: string) => json<CategoryRecord>(`/categories/${body.code}`, put(key, body));
export const keywords = async () => (await json<{ rules: KeywordRule[] }>("/keywords")).rules;
export const putKeywords = async (rules: KeywordRule[], key: string) =>
  (await json<{ rules: KeywordRule[] }>("/keywords", put(key, { rules }))).rules;

export const protocols = async () => (await json<{ protocols: ProtocolSummary[] }>("/protocols")).protocols;
const protocolPath = (category: string, subcategory: string | undefined) =>
  `/protocols/${at(category)}${subcategory === undefined ? "" : `/${at(subcategory)}`}`;
export const protocol = async (category: string, subcategory: string | undefined, signal?: AbortSignal) =>
  (await json<Schemas["ProtocolHistory"]>(protocolPath(category, subcategory), signal ? { signal } : {})).versions;
export const putProtocol = (category: string, subcategory: string | undefined, body: ProtocolRequest, key: string) =>
  json<Schemas["ProtocolHistory"]>(protocolPath(category, subcategory), put(key, body));

export const scripts = async () => (await json<{ scripts: Script[] }>("/follow-up-scripts")).scripts;
export const putScript = (category: string, body: Schemas["NewFollowUpScript"], key: string) =>
  json<Script>(`/follow-up-scripts/${category}`, put(key, body));

export const policy = (signal?: AbortSignal) => json<Policy>("/policy", signal ? { signal } : {});
export const policyEffect = (body: Policy, signal: AbortSignal) =>
  json<PolicyEffect>("/policy/effect", { method: "POST", body, signal });
export const adoptPolicy = (body: Policy, key: string) => json<Policy>("/policy", post(key, body));

export const webhooks = () =>
  whole(async (cursor) => {
    const page = await json<Schemas["Webhooks"]>(`/webhooks${query({ limit: "500", cursor })}`);
    return { items: page.webhooks, next: page.next ?? undefined };
  });
export const makeWebhook = (body: Schemas["NewWebhook"], key: string) => json<Webhook>("/webhooks", post(key, body));
export const changeWebhook = (id: string, body: Schemas["WebhookChange"], key: string) =>
  json<Webhook>(`/webhooks/${at(id)}`, { method: "PATCH", key, body });
export const dropWebhook = (id: string, key: string) => json<void>(`/webhooks/${at(id)}`, { method: "DELETE", key });
export const deliveries = async (id: string, state: "waiting" | "dead", cursor: string | undefined): Promise<Page<Delivery>> => {
  const page = await json<Schemas["Deliveries"]>(`/webhooks/${at(id)}/deliveries${query({ state, limit: "100", cursor })}`);
  return { items: page.deliveries, next: page.next ?? undefined };
};
export const redeliver = async (id: string, which: string[] | undefined, key: string) =>
  (await json<{ deliveries: number }>(`/webhooks/${at(id)}/redeliver`, post(key, which ? { deliveries: which } : {}))).deliveries;

export type AuditQuery = { account?: string; kind?: string; stream?: string; from?: string; to?: string };
export const auditEvents = async (asked: AuditQuery, cursor: string | undefined): Promise<Page<AuditEvent>> => {
  const page = await json<Schemas["AuditEvents"]>(`/audit/events${query({ ...asked, cursor, limit: "50" })}`);
  return { items: page.events, next: typeof page.next === "number" ? String(page.next) : undefined };
};
export type RevealQuery = { account?: string; incident?: string; from?: string; to?: string };
export const reveals = async (asked: RevealQuery, cursor: string | undefined): Promise<Page<Reveal>> => {
  const page = await json<Schemas["Reveals"]>(`/audit/reveals${query({ ...asked, cursor, limit: "50" })}`);
  return { items: page.reveals, next: page.next ?? undefined };
};
export const erasures = async (cursor: string | undefined): Promise<Page<Erasure>> => {
  const page = await json<Schemas["Erasures"]>(`/erasures${query({ cursor, limit: "50" })}`);
  return { items: page.erasures, next: page.next ?? undefined };
};
export const askErasure = (body: Schemas["ErasureRequest"], key: string) => json<Erasure>("/erasures", post(key, body));
export const approveErasure = (id: string, key: string) => json<Erasure>(`/erasures/${at(id)}/approve`, post(key));
export const refuseErasure = (id: string, reason: string, key: string) => json<Erasure>(`/erasures/${at(id)}/refuse`, post(key, { reason }));

export const areas = (on: string | undefined, signal?: AbortSignal) => json<AreasView>(`/areas${query({ on })}`, signal ? { signal } : {});
export const checkArea = (drawn: AreaDrawn, signal?: AbortSignal) =>
  json<AreasView>("/areas/check", { method: "POST", body: drawn, ...(signal ? { signal } : {}) });
export const drawArea = (drawn: AreaDrawn, key: string) => json<AreasView>("/areas", post(key, drawn));
export const setOutline = (outline: number[][], key: string) => json<AreasView>("/areas/outline", post(key, { outline }));
