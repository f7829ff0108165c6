// Calls of the command room: guidance for an incident, the cars, what waits and what is unanswered.
import { file, json } from "./http";
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Suggestion = Schemas["SuggestionView"];
export type Protocol = Schemas["ProtocolView"];
export type IncidentProtocol = Schemas["IncidentProtocolView"];
export type Duplicate = Schemas["DuplicateView"];
export type Recommendation = Schemas["RecommendationView"];
export type Candidate = Schemas["CandidateView"];
export type Alert = Schemas["AlertView"];
export type Sos = Schemas["SosView"];
export type Queued = Schemas["QueuedView"];
export type UnitState = Schemas["UnitStateView"];
export type UnitCommand = Schemas["UnitCommand"];
export type Standby = Schemas["StandbyView"];
export type StandbyOrder = Schemas["StandbyRequest"];
export type Coverage = Schemas["CoverageView"];
export type Attachment = Schemas["AttachmentView"];
export type AttachedFile = Schemas["AttachedFile"];
export type RatingLink = Schemas["RatingLinkShown"];

const at = encodeURIComponent;
const post = <T>(path: string, key: string, body?: unknown) =>
  json<T>(path, { method: "POST", key, ...(body === undefined ? {} : { body }) });

const of = (id: string, what: string) => `/incidents/${at(id)}/${what}`;

export const suggestion = (id: string, signal: AbortSignal) => json<Suggestion>(of(id, "suggestion"), { signal });
export const recommendation = (id: string, signal: AbortSignal) =>
  json<Recommendation>(of(id, "recommendation"), { signal });
export const duplicates = async (id: string, signal: AbortSignal) =>
  (await json<{ duplicates: Duplicate[] }>(of(id, "duplicates"), { signal })).duplicates;
export const protocolOf = (id: string, signal: AbortSignal) => json<IncidentProtocol>(of(id, "protocol"), { signal });

/** All that the town wrote, each in its newest version. */
export const protocols = async (signal: AbortSignal) =>
  (await json<{ protocols: { newest?: Protocol | null }[] }>("/protocols", { signal })).protocols.flatMap((one) =>
    one.newest ? [one.newest] : [],
  );

export function attach(id: string, content: Blob, note: string, key: string): Promise<AttachedFile> {
  const query = note ? `?${new URLSearchParams({ note })}` : "";
  return json<AttachedFile>(`${of(id, "attachments")}${query}`, { method: "POST", bytes: content, key });
}

/** A recording needs a reason, which the log keeps; a picture none. */
export const attachment = (id: string, hash: string, reason?: string) =>
  file(`${of(id, "attachments")}/${at(hash)}${reason ? `?${new URLSearchParams({ reason })}` : ""}`);

export const ratingLink = (id: string, key: string) => post<RatingLink>(of(id, "rating-link"), key);

export const alerts = async () => (await json<{ alerts: Alert[] }>("/alerts")).alerts;
export const acknowledgeAlert = (id: string, key: string) => post<unknown>(`/alerts/${at(id)}/acknowledge`, key, {});

export const sos = async () => (await json<{ sos: Sos[] }>("/sos")).sos;
export const acknowledgeSos = (id: string, key: string) => post<Sos>(`/sos/${at(id)}/acknowledge`, key, {});
export const endSos = (id: string, end: Schemas["EndSosRequest"], key: string) =>
  post<Sos>(`/sos/${at(id)}/end`, key, end);

export const queued = async () => (await json<{ queue: Queued[] }>("/queue")).queue;

export const units = async () => (await json<{ units: UnitState[] }>("/units")).units;
export const commandUnit = (id: string, command: UnitCommand, key: string) =>
  post<UnitState>(`/units/${at(id)}/commands`, key, { command });

export const coverage = () => json<Coverage>("/coverage");
export const standbys = async () => (await json<{ standby: Standby[] }>("/standby")).standby;
export const orderStandby = (unit: string, order: StandbyOrder, key: string) =>
  post<unknown>(`/units/${at(unit)}/standby`, key, order);
export const acknowledgeStandby = (unit: string, key: string) => post<unknown>(`/units/${at(unit)}/standby/acknowledge`, key);
export const endStandby = (unit: string, reason: string, key: string) =>
  post<unknown>(`/units/${at(unit)}/standby/end`, key, { reason });
