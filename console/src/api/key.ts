// Idempotency keys: one for each act of a person, kept while the same act is tried again.

/** A random UUID. `crypto.randomUUID` is missing where the page is not served over TLS. */
export function uuid(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/**
 * Gives the key for an act. The same content gets the same key until it is `done`, so that a retry
 * after a lost answer happens once; changed content is another act.
 */
export class ActKeys {
  #last: { content: string; key: string } | undefined;

  constructor(private readonly make: () => string = uuid) {}

  keyFor(content: unknown): string {
    // An act without content has one all the same.
    const text = JSON.stringify(content) ?? "";
    if (this.#last?.content !== text) this.#last = { content: text, key: this.make() };
    return this.#last.key;
  }

  done(): void {
    this.#last = undefined;
  }
}
