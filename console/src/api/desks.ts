// Calls of the department inbox and the follow-up desk.
import type { components } from "./schema";
import { json, type Options } from "./http";
import type { Incident } from "./types";

type Schemas = components["schemas"];
export type ReferralItem = Schemas["ReferralItem"];
export type FollowUpItem = Schemas["FollowUpItem"];
export type Script = Schemas["ScriptView"];
export type NewScript = Schemas["NewFollowUpScript"];
export type RatingLink = Schemas["RatingLinkShown"];
export type Attachment = Incident["case"]["attachments"][number];

const at = encodeURIComponent;

/** So many of a desk's lines are read at once: the server's most. */
const MOST = 500;

export const asked = (signal?: AbortSignal): Options => (signal ? { signal } : {});

/** A page of a list, and whether there is more. */
export type Listed<T> = { items: T[]; more: boolean };

export async function referrals(state: string, department: string | undefined, signal?: AbortSignal): Promise<Listed<ReferralItem>> {
  const query = new URLSearchParams({ limit: String(MOST) });
  if (state !== "all") query.set("state", state);
  if (department) query.set("department", department);
  const page = await json<Schemas["ReferralPage"]>(`/referrals?${query}`, asked(signal));
  return { items: page.referrals, more: Boolean(page.next) };
}

export async function followUps(state: string, signal?: AbortSignal): Promise<Listed<FollowUpItem>> {
  const query = new URLSearchParams({ state, limit: String(state === "due" ? MOST : 100) });
  const page = await json<Schemas["FollowUpPage"]>(`/follow-ups?${query}`, asked(signal));
  return { items: page.follow_ups, more: Boolean(page.next) };
}

export const incident = (id: string, signal?: AbortSignal) => json<Incident>(`/incidents/${at(id)}`, asked(signal));

export const scripts = async (signal?: AbortSignal) =>
  (await json<Schemas["FollowUpScripts"]>("/follow-up-scripts", asked(signal))).scripts;

export const setScript = (category: string, script: NewScript, key: string) =>
  json<Script>(`/follow-up-scripts/${at(category)}`, { method: "PUT", body: script, key });

export const ratingLink = (id: string, signal?: AbortSignal) => json<RatingLink>(`/incidents/${at(id)}/rating-link`, asked(signal));

export const giveRatingLink = (id: string, key: string) =>
  json<RatingLink>(`/incidents/${at(id)}/rating-link`, { method: "POST", key });

/** Attaches a file as its bare bytes; the server knows it by its content. */
export async function attach(id: string, file: Blob, note: string, key: string): Promise<Incident> {
  const query = note ? `?${new URLSearchParams({ note })}` : "";
  const answer = await json<Schemas["AttachedFile"]>(`/incidents/${at(id)}/attachments${query}`, { method: "POST", bytes: file, key });
  return answer.incident;
}

export const attachmentPath = (id: string, hash: string) => `/api/v1/incidents/${at(id)}/attachments/${at(hash)}`;
