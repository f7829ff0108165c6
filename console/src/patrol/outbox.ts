// The outbox at work: stored in the browser, sent by one window at a time, told to all.
import { uuid } from "../api/key";
import { again, type Act, drain, type Drained, type Lane, LANES, type NewAct, patience } from "../lib/outbox";
import * as db from "./db";
import { send, type Taken } from "./send";

export type Press = Omit<NewAct, "key" | "who">;

/** How an outbox stands, for the page. */
export type Standing = {
  acts: readonly Act[];
  /** Whether the last attempt did not reach the server. */
  stuck: boolean;
  /** Whether the login has ended. */
  loggedOut: boolean;
  /** Whether the browser would not keep something: it is lost when the page is closed. */
  unkept: boolean;
};

/** Only one window sends a lane at a time; browsers without locks rely on the keys alone. */
async function alone<T>(lane: Lane, work: () => Promise<T>): Promise<T> {
  return navigator.locks ? await navigator.locks.request(`liandong-outbox-${lane}`, work) : work();
}

export class Outbox {
  #standing: Standing = { acts: [], stuck: false, loggedOut: false, unkept: false };
  #hearers = new Set<() => void>();
  #running = new Set<Lane>();
  #again = new Set<Lane>();
  #timers = new Map<Lane, number>();
  #attempts = new Map<Lane, number>();
  #news = new BroadcastChannel("liandong-outbox");
  /** Whether held acts go at once: the page is being left. */
  #hurry = false;

  constructor(readonly who: string, private readonly taken: (act: Act, answer: Taken) => void) {}

  /** Begins to send what waits, until it is told to stop. */
  start(): () => void {
    this.#news.onmessage = () => void this.#read();
    const kick = () => this.kick();
    const seen = () => {
      this.#hurry = document.visibilityState === "hidden";
      this.kick();
    };
    window.addEventListener("online", kick);
    document.addEventListener("visibilitychange", seen);
    void this.#read().then(kick);
    return () => {
      window.removeEventListener("online", kick);
      document.removeEventListener("visibilitychange", seen);
      this.#news.onmessage = null;
      for (const timer of this.#timers.values()) window.clearTimeout(timer);
    };
  }

  readonly subscribe = (hear: () => void): (() => void) => {
    this.#hearers.add(hear);
    return () => void this.#hearers.delete(hear);
  };

  readonly standing = (): Standing => this.#standing;

  /** Keeps an act, and sends it as soon as that can be. Resolves when it is kept. */
  async press(press: Press): Promise<void> {
    const act: NewAct = { ...press, key: uuid(), who: this.who };
    if (!(await db.acts.add(act))) this.#set({ unkept: true });
    await this.#changed();
    this.kick(act.lane);
  }

  /** Takes back an act that has not gone yet. Says whether it could. */
  async takeBack(act: Act): Promise<boolean> {
    // Behind the sender's lock: an act that is under way is no longer one's own.
    const found = await alone(act.lane, async () => {
      const still = (await db.acts.all()).some((one) => one.order === act.order);
      if (still) await db.acts.remove(act.order);
      return still;
    });
    await this.#changed();
    return found;
  }

  /** Gives a refused act to the server once more, as it was or with another time. */
  async retry(act: Act, at?: string): Promise<void> {
    await db.acts.put(again(act, uuid(), at));
    await this.#changed();
    this.kick(act.lane);
  }

  kick(only?: Lane): void {
    for (const lane of only ? [only] : LANES) void this.#run(lane);
  }

  async #run(lane: Lane): Promise<void> {
    window.clearTimeout(this.#timers.get(lane));
    if (this.#running.has(lane)) {
      this.#again.add(lane);
      return;
    }
    this.#running.add(lane);
    try {
      do {
        this.#again.delete(lane);
        const now = () => (this.#hurry ? Number.POSITIVE_INFINITY : Date.now());
        const ended = await alone(lane, () => drain(this.#store, lane, this.who, now, (act) => send(act, this.taken)));
        this.#next(lane, ended);
      } while (this.#again.has(lane));
    } finally {
      this.#running.delete(lane);
    }
  }

  /** The storage, every change of which is told. */
  #store = {
    all: db.acts.all,
    put: async (act: Act) => (await db.acts.put(act), this.#changed()),
    remove: async (order: number) => (await db.acts.remove(order), this.#changed()),
  };

  #next(lane: Lane, ended: Drained): void {
    const stuck = ended.is === "later";
    const attempt = stuck ? (this.#attempts.get(lane) ?? -1) + 1 : -1;
    this.#attempts.set(lane, attempt);
    this.#set({
      stuck: [...this.#attempts.values()].some((one) => one >= 0),
      loggedOut: ended.is === "login" || (this.#standing.loggedOut && ended.is !== "empty"),
    });
    // A call for help asks again without pause; a hidden page is woken by the browser when it is seen again.
    const wait = stuck ? (lane === "sos" ? 3 : patience(attempt)) * 1000 : (ended.until ?? Number.NaN) - Date.now();
    if (Number.isFinite(wait)) this.#timers.set(lane, window.setTimeout(() => void this.#run(lane), Math.max(0, wait)));
  }

  async #changed(): Promise<void> {
    this.#news.postMessage("changed");
    await this.#read();
  }

  async #read(): Promise<void> {
    this.#set({ acts: await db.acts.all() });
  }

  #set(part: Partial<Standing>): void {
    this.#standing = { ...this.#standing, ...part };
    for (const hear of this.#hearers) hear();
  }
}
