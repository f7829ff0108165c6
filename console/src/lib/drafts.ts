// What somebody has typed and not yet sent, kept for this window until it is sent or given up.
import type { Fields } from "./commands";

export type Draft = {
  /** Which form it was typed into. */
  code: string;
  fields: Fields;
  late: boolean;
  when: string;
  /** When it was last typed in, in milliseconds since 1970. */
  at: number;
};

/** A place to keep things in, as the browser's storage. */
export type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const NAME = "liandong.draft.";
const name = (account: string, incident: string) => `${NAME}${account}.${incident}`;

/** One draft for each person, incident and form. */
export class Drafts {
  constructor(
    private readonly account: string,
    private readonly store: Store | undefined,
  ) {}

  /** The drafts on an incident, the last typed first. */
  on(incident: string): Draft[] {
    try {
      const text = this.store?.getItem(name(this.account, incident));
      const kept: unknown = text ? JSON.parse(text) : [];
      return Array.isArray(kept) ? kept.filter(isDraft).sort((a, b) => b.at - a.at) : [];
    } catch {
      return [];
    }
  }

  read(incident: string, code: string): Draft | undefined {
    return this.on(incident).find((one) => one.code === code);
  }

  write(incident: string, draft: Draft): void {
    this.#keep(incident, [...this.on(incident).filter((one) => one.code !== draft.code), draft]);
  }

  drop(incident: string, code: string): void {
    this.#keep(incident, this.on(incident).filter((one) => one.code !== code));
  }

  #keep(incident: string, drafts: Draft[]): void {
    try {
      if (drafts.length > 0) this.store?.setItem(name(this.account, incident), JSON.stringify(drafts));
      else this.store?.removeItem(name(this.account, incident));
    } catch {
      // A storage that is full or shut: what is typed stays in the form all the same.
    }
  }
}

function isDraft(value: unknown): value is Draft {
  if (value === null || typeof value !== "object") return false;
  const { code, fields, late, when, at } = value as Record<string, unknown>;
  return (
    typeof code === "string" && typeof late === "boolean" && typeof when === "string" && typeof at === "number" &&
    fields !== null && typeof fields === "object" && Object.values(fields).every((one) => typeof one === "string")
  );
}

/** This window's own storage; none where the browser keeps it shut. */
export function sessionStore(): Store | undefined {
  try {
    return window.sessionStorage;
  } catch {
    return undefined;
  }
}
