// The studies that a filing quotes, as its sources name them.
import type { Printed } from "../../api/form";

export type Quote = { study: string; name: string; answers: string; how: string };

// A study's source has no indicator; its name ends with the study's own in quotation marks and its identifier (bianhao).
const QUOTED = /\u201c(.*)\u201d\uff08\u7f16\u53f7 ([\w.-]{1,64})\uff09$/;

export function quotesIn({ sources }: Pick<Printed, "sources">): Quote[] {
  return sources.flatMap(({ id, name, value, formula }) => {
    const found = id === "" ? QUOTED.exec(name) : null;
    return found?.[1] !== undefined && found[2] ? [{ study: found[2], name: found[1], answers: value, how: formula }] : [];
  });
}
