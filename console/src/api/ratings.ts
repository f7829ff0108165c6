// A caller's grade by the link: the only calls that are made without a login.
import { json } from "./http";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type RatingCard = Schemas["RatingCard"];
export type RatingGiven = Schemas["RatingGiven"];

const path = (token: string) => `/ratings/${encodeURIComponent(token)}`;

export const card = (token: string, signal?: AbortSignal) => json<RatingCard>(path(token), signal ? { signal } : {});

/** The link itself is the idempotency key. */
export const rate = (token: string, given: RatingGiven) => json<Schemas["RatingThanks"]>(path(token), { method: "POST", body: given });
