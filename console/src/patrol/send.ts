// One attempt to give the server an act.
import { asProblem, json, serverNow } from "../api/http";
import type { Incident } from "../api/types";
import { type Act, type Answer, seconds } from "../lib/outbox";

/** On a bad line an answer may never come; the next attempt finds out whether it happened. */
const ACT_MS = 20_000;
const FILE_MS = 180_000;
/** The server's time is known to a second or two. */
const DOUBT_MS = 3_000;

export type Taken = { incident?: Incident };

/** Sends an act under its key. `taken` hears what the server answered. */
export async function send(act: Act, taken: (act: Act, answer: Taken) => void): Promise<Answer> {
  try {
    const answer = await json<unknown>(act.path, {
      method: "POST",
      key: act.key,
      signal: AbortSignal.timeout(act.file ? FILE_MS : ACT_MS),
      ...(act.file ? { bytes: act.file } : act.body ? { body: act.body } : {}),
    });
    taken(act, { incident: incidentIn(answer) } as Taken);
    return { is: "done" };
  } catch (error) {
    const problem = asProblem(error);
    const { status } = problem.body;
    if (status === 401) return { is: "login" };
    if (problem.retryable || status === 408 || status === 429) return { is: "later" };
    if (problem.code === "in_future") return { is: "ahead", now: seconds(serverNow() - DOUBT_MS) };
    return { is: "refused", problem: problem.body };
  }
}

/** A command answers with the incident, an attachment with what was attached and the incident in it. */
function incidentIn(answer: unknown): Incident | undefined {
  if (answer === null || typeof answer !== "object") return undefined;
  const whole = "incident" in answer && typeof answer.incident === "object" ? answer.incident : answer;
  return whole && "phase" in whole && "version" in whole ? (whole as Incident) : undefined;
}
