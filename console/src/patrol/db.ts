// What the phone keeps: acts until the server has them, and what must be readable without a signal.
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Session, Town } from "../api/types";
import type { Act, NewAct, Store } from "../lib/outbox";
import type { Known } from "./known";

interface Kept extends DBSchema {
  acts: { key: number; value: Act };
  kept: { key: string; value: unknown };
}

/** The values that are kept. The incident in hand is kept only while it is in hand. */
type Values = { session: Session; town: Town; known: Known };

let opened: Promise<IDBPDatabase<Kept>> | undefined;

function database(): Promise<IDBPDatabase<Kept>> {
  opened ??= openDB<Kept>("liandong-patrol", 1, {
    upgrade(db) {
      db.createObjectStore("acts", { keyPath: "order", autoIncrement: true });
      db.createObjectStore("kept");
    },
  });
  return opened;
}

type ActStore = Store & {
  /** Says whether the act outlives the page. */
  add: (act: NewAct) => Promise<boolean>;
};

/** Acts that the browser would not keep: private windows and full phones. Better sent from here than not at all. */
const unkept = new Map<number, Act>();

export const acts: ActStore = {
  all: async () => {
    const found = await database().then((db) => db.getAll("acts"), () => []);
    return [...found, ...unkept.values()];
  },
  put: async (act) => {
    if (unkept.has(act.order)) unkept.set(act.order, act);
    else await (await database()).put("acts", act);
  },
  remove: async (order) => {
    if (!unkept.delete(order)) await (await database()).delete("acts", order);
  },
  add: async (act) => {
    try {
      // The database gives the order.
      await (await database()).add("acts", act as Act);
      return true;
    } catch {
      // Behind all that are kept.
      const order = Number.MAX_SAFE_INTEGER - 1_000_000 + unkept.size;
      unkept.set(order, { ...act, order });
      return false;
    }
  },
};

export async function keep<K extends keyof Values>(key: K, value: Values[K]): Promise<void> {
  await (await database()).put("kept", value, key);
}

export async function kept<K extends keyof Values>(key: K): Promise<Values[K] | undefined> {
  return (await (await database()).get("kept", key)) as Values[K] | undefined;
}

/** Forgets what was read. What waits to be sent stays: it is nobody's to throw away. */
export async function forget(): Promise<void> {
  await (await database()).clear("kept");
}
