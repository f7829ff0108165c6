// Who else has an incident open. A server without it answers 404, and is then left in peace.
import { json, Problem } from "./http";

export type Doing = "reading" | "writing";
export type Other = { account: string; name: string; role: string; doing: Doing; seconds: number };

let known = true;

const path = (id: string) => `/incidents/${encodeURIComponent(id)}/presence`;

/** Says what one is doing and hears who else is there; undefined where the server knows no presence. */
export async function present(id: string, doing: Doing, signal: AbortSignal): Promise<Other[] | undefined> {
  if (!known) return undefined;
  try {
    return (await json<{ others: Other[] }>(path(id), { method: "PUT", body: { doing }, signal })).others;
  } catch (error) {
    if (error instanceof Problem && (error.body.status === 404 || error.body.status === 405)) known = false;
    return undefined;
  }
}

/** Says that one has left. A lost goodbye is no loss: presence that is not renewed ends. */
export function leave(id: string): void {
  if (known) json<void>(path(id), { method: "DELETE" }).catch(() => undefined);
}
