import { expect, test } from "vitest";
import { type Act, again, type Answer, drain, type NewAct, refused, seconds, type Store, trueTime, waiting } from "./outbox";

const WHO = "t/crew";

/** Chance that can be repeated. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function made(key: string, more: Partial<NewAct> = {}): NewAct {
  return { key, lane: "acts", who: WHO, what: "arrive", about: "i", at: "2026-01-01T00:00:00Z", path: "/x", ...more };
}

function disk() {
  const kept = new Map<number, Act>();
  let last = 0;
  const store: Store = {
    all: async () => [...kept.values()],
    put: async (act) => void kept.set(act.order, act),
    remove: async (order) => void kept.delete(order),
  };
  const add = (act: NewAct) => kept.set(++last, { ...act, order: last });
  return { kept, store, add };
}

class Crash extends Error {}

/** A server that keeps keys, a network that fails on either way, and a browser that dies at any step. */
function world(seed: number) {
  const roll = chance(seed);
  const happened: string[] = [];
  const { kept, store, add } = disk();
  let bad = true;
  const pause = () => new Promise<void>((done) => setImmediate(done));
  const dies = () => {
    if (bad && roll() < 0.1) throw new Crash();
  };
  const fragile: Store = {
    all: async () => (await pause(), dies(), store.all()),
    put: async (act) => (dies(), store.put(act)),
    remove: async (order) => (dies(), await pause(), store.remove(order)),
  };
  const send = async (act: Act): Promise<Answer> => {
    await pause();
    if (bad && roll() < 0.3) return { is: "later" };
    if (!happened.includes(act.key)) happened.push(act.key);
    await pause();
    dies();
    return bad && roll() < 0.3 ? { is: "later" } : { is: "done" };
  };
  return { roll, happened, kept, add, fragile, send, heal: () => (bad = false) };
}

test("any interleaving of lost ways, lost answers, crashes and windows: each act happens once, in order", async () => {
  for (let seed = 1; seed <= 300; seed++) {
    const { roll, happened, kept, add, fragile, send, heal } = world(seed);
    const pressed: string[] = [];
    const press = () => {
      pressed.push(`${seed}-${pressed.length}`);
      add(made(pressed.at(-1) ?? ""));
    };
    // Windows without a lock between them: the keys alone must do.
    const window = () => drain(fragile, "acts", WHO, () => 0, send).catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
    });
    for (let round = 0; round < 12; round++) {
      if (roll() < 0.6) press();
      const windows = [window()];
      if (roll() < 0.5) windows.push(window());
      if (roll() < 0.3) press();
      await Promise.all(windows);
    }
    heal();
    await window();
    expect(happened, `seed ${seed}`).toEqual(pressed);
    expect(kept.size).toBe(0);
  }
});

test("what is refused waits for a person and holds nobody up", async () => {
  const { kept, store, add } = disk();
  for (const key of ["a", "b", "c"]) add(made(key));
  const sent: string[] = [];
  const problem = { type: "", title: "", status: 409, code: "wrong_phase", detail: "…", detail_en: "…" };
  const send = async (act: Act): Promise<Answer> => {
    sent.push(act.key);
    return act.key === "b" ? { is: "refused", problem } : { is: "done" };
  };
  expect(await drain(store, "acts", WHO, () => 0, send)).toEqual({ is: "empty" });
  expect(sent).toEqual(["a", "b", "c"]);
  expect(refused([...kept.values()], WHO).map((one) => one.key)).toEqual(["b"]);
  await drain(store, "acts", WHO, () => 0, send);
  expect(sent).toEqual(["a", "b", "c"]);
});

test("lanes do not wait for each other, and nobody's acts go under another's name", async () => {
  const { store, add } = disk();
  add(made("photo", { lane: "files" }));
  add(made("other", { who: "t/other" }));
  add(made("help", { lane: "sos" }));
  const sent: string[] = [];
  const send = async (act: Act): Promise<Answer> => (sent.push(act.key), { is: "done" });
  await drain(store, "sos", WHO, () => 0, send);
  await drain(store, "acts", WHO, () => 0, send);
  expect(sent).toEqual(["help"]);
  expect(waiting(await store.all(), "t/other")).toHaveLength(1);
});

test("an act that may be taken back is held, and what follows waits behind it", async () => {
  const { store, add } = disk();
  add(made("a", { holdUntil: 5000 }));
  add(made("b"));
  const sent: string[] = [];
  const send = async (act: Act): Promise<Answer> => (sent.push(act.key), { is: "done" });
  expect(await drain(store, "acts", WHO, () => 4000, send)).toEqual({ is: "held", until: 5000 });
  expect(sent).toEqual([]);
  await drain(store, "acts", WHO, () => 5000, send);
  expect(sent).toEqual(["a", "b"]);
});

test("a phone whose clock is ahead gives the server's time instead, once", async () => {
  const { store, add } = disk();
  add(made("a", { at: "2026-01-01T00:05:00Z", body: { command: { do: "arrive" }, occurred_at: "2026-01-01T00:05:00Z" } }));
  const times: unknown[] = [];
  const send = async (act: Act): Promise<Answer> => {
    times.push(act.body?.occurred_at);
    return act.at === "2026-01-01T00:00:00Z" ? { is: "done" } : { is: "ahead", now: "2026-01-01T00:00:00Z" };
  };
  await drain(store, "acts", WHO, () => 0, send);
  expect(times).toEqual(["2026-01-01T00:05:00Z", "2026-01-01T00:00:00Z"]);
  add(made("b"));
  await drain(store, "acts", WHO, () => 0, async () => ({ is: "ahead", now: "2026-01-01T00:00:00Z" }));
  expect(refused(await store.all(), WHO)[0]?.refused?.code).toBe("in_future");
});

test("given again: the same content keeps its key, another time is another act", () => {
  const problem = { type: "", title: "", status: 422, code: "before_previous_step", detail: "…", detail_en: "…" };
  const act: Act = { ...made("a", { body: { occurred_at: "2026-01-01T00:00:00Z" } }), order: 1, refused: problem };
  expect(again(act, "new")).toMatchObject({ key: "a", order: 1 });
  expect(again(act, "new").refused).toBeUndefined();
  expect(again(act, "new", "2026-01-01T00:01:00Z")).toMatchObject({ key: "new", body: { occurred_at: "2026-01-01T00:01:00Z" } });
});

test("the true time is in whole seconds and never before what was seen", () => {
  const now = Date.parse("2026-01-01T00:00:01.900Z");
  expect(seconds(now)).toBe("2026-01-01T00:00:01Z");
  expect(trueTime(now, "2026-01-01T00:00:03Z", null, undefined)).toBe("2026-01-01T00:00:03Z");
  expect(trueTime(now, "2025-12-31T23:00:00Z")).toBe("2026-01-01T00:00:01Z");
});
