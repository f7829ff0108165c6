// Phrases to put a report together from: usual ones, and the steps that the protocol gives to crews.
import type { Protocol } from "./known";
import type { PatrolKey } from "./words";

type T = (key: PatrolKey) => string;

const USUAL = {
  feedback: ["patrol.phrase.there", "patrol.phrase.parted", "patrol.phrase.talking", "patrol.phrase.nobody", "patrol.phrase.stopped"],
  dispose: ["patrol.phrase.agreed", "patrol.phrase.cleared", "patrol.phrase.advised", "patrol.phrase.gone", "patrol.phrase.department"],
  refuse: ["patrol.phrase.fault", "patrol.phrase.few", "patrol.phrase.busy", "patrol.phrase.far"],
  help: ["patrol.phrase.crowd", "patrol.phrase.hands", "patrol.phrase.force", "patrol.phrase.medical"],
  explain: ["patrol.phrase.jam", "patrol.phrase.signal", "patrol.phrase.address", "patrol.phrase.long"],
} as const satisfies Record<string, readonly PatrolKey[]>;

export type PhraseKind = keyof typeof USUAL;

/** A protocol's step is long; its first clause says what was done, unless it only says in which case ("…\u7684"). */
function clause(step: string): string {
  const first = step.split(/[\uff0c\uff1a\uff1b\u3002,:;.]/u, 1)[0]?.trim() ?? "";
  return first.endsWith("\u7684") ? "" : first;
}

export function phrasesOf(kind: PhraseKind, t: T, protocol?: Protocol): string[] {
  const usual = USUAL[kind].map((key) => t(key));
  const steps = kind === "feedback" || kind === "dispose" ? (protocol?.steps ?? []).filter((one) => one.by === "crew") : [];
  return [...new Set([...usual, ...steps.map((one) => clause(one.text)).filter(Boolean)])];
}
