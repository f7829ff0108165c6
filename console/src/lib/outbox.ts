// What a crew did and the server has not yet taken. Pure: the storage, the sending and the lock are given.
//
// Each act is stored before it is sent, under a key of its own, and removed after the server's answer. Whatever
// happens in between (no signal, a lost answer, a closed browser, a second window), it is sent again under the
// same key with the same content, which happens once; and the next act of its lane waits for it.
import type { ProblemBody } from "../api/types";

/** Acts of one lane go in order; lanes do not wait for each other: a photo holds up no call for help. */
export type Lane = "sos" | "acts" | "files";
export const LANES: readonly Lane[] = ["sos", "acts", "files"];

export type NewAct = {
  /** The idempotency key: the same for every attempt. */
  key: string;
  lane: Lane;
  /** `town/account`: nobody's acts are sent under another's name. */
  who: string;
  /** Which act it is, for its name: a command's code, `photo`, `sos`… */
  what: string;
  /** The incident or the car that it is about. */
  about: string;
  /** What was said, to be read again. */
  words?: string;
  /** When it happened, to the second. */
  at: string;
  /** Where it goes, below the API's root. */
  path: string;
  body?: Record<string, unknown>;
  file?: Blob;
  /** Until then (ms) it can be taken back. */
  holdUntil?: number;
};

export type Act = NewAct & {
  /** Its place: later acts have greater numbers. */
  order: number;
  /** Why the server did not take it. It then waits for a person and holds nobody up. */
  refused?: ProblemBody;
};

/** Where acts are kept. */
export type Store = {
  all: () => Promise<Act[]>;
  put: (act: Act) => Promise<void>;
  remove: (order: number) => Promise<void>;
};

export type Answer =
  | { is: "done" }
  /** The server was not reached, or has no time. */
  | { is: "later" }
  /** The login has ended. */
  | { is: "login" }
  | { is: "refused"; problem: ProblemBody }
  /** The phone's clock is ahead: it was at the latest then. */
  | { is: "ahead"; now: string };

export type Drained = {
  is: "empty" | "held" | "later" | "login";
  /** When a held act may go (ms). */
  until?: number;
};

const byOrder = (a: Act, b: Act) => a.order - b.order;

/** Somebody's acts that still wait for the server, in order. */
export const waiting = (acts: readonly Act[], who: string): Act[] =>
  acts.filter((one) => one.who === who && !one.refused).sort(byOrder);

/** Somebody's acts that the server refused. */
export const refused = (acts: readonly Act[], who: string): Act[] =>
  acts.filter((one) => one.who === who && one.refused).sort(byOrder);

/** Sends a lane until it is empty or cannot go on. One at a time calls this for a lane: see `Locks`. */
export async function drain(
  store: Store, lane: Lane, who: string, now: () => number, send: (act: Act) => Promise<Answer>,
): Promise<Drained> {
  for (;;) {
    // Read anew each time: another window may have sent, added or taken back.
    const next = waiting(await store.all(), who).find((one) => one.lane === lane);
    if (!next) return { is: "empty" };
    if (next.holdUntil !== undefined && next.holdUntil > now()) return { is: "held", until: next.holdUntil };
    const answer = await send(next);
    if (answer.is === "done") await store.remove(next.order);
    else if (answer.is === "refused") await store.put({ ...next, refused: answer.problem });
    else if (answer.is === "ahead") await store.put(notAfter(next, answer.now));
    else return { is: answer.is };
  }
}

/** The act with an earlier time; refused where it was not later, so that it is not asked for ever. */
function notAfter(act: Act, now: string): Act {
  if (Date.parse(act.at) <= Date.parse(now)) {
    return { ...act, refused: { type: "", title: "", status: 422, code: "in_future", detail: "", detail_en: "" } };
  }
  return timed(act, now);
}

/** The act as it happened at another time. */
export function timed(act: Act, at: string): Act {
  const body = act.body && "occurred_at" in act.body ? { ...act.body, occurred_at: at } : act.body;
  return { ...act, at, ...(body ? { body } : {}) };
}

/** Given to the server again: its reason is forgotten. Another time is other content, so it gets another key. */
export function again(act: Act, key: string, at = act.at): Act {
  const { refused: _, ...rest } = timed(act, at);
  return at === act.at ? rest : { ...rest, key };
}

/** Whole seconds in the server's form. */
export const seconds = (ms: number) => new Date(Math.floor(ms / 1000) * 1000).toISOString().replace(".000Z", "Z");

/**
 * When something happens that is pressed now: not before what the person has already seen, though the phone's
 * clock may be a little behind the server's.
 */
export function trueTime(now: number, ...seen: (string | null | undefined)[]): string {
  const latest = Math.max(now, ...seen.flatMap((iso) => (iso ? [Date.parse(iso)] : [])));
  return seconds(latest);
}

/** Seconds to wait before the next attempt. */
export const patience = (attempt: number) => [2, 5, 10, 20, 40][Math.min(attempt, 4)] ?? 40;
