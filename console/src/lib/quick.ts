// The next step as the desk is advised to take it: one key for what is plain, and none for the rest.
import type { Incident } from "../api/types";
import type { Duplicate, Recommendation, Suggestion } from "../api/room";
import type { Fields } from "./commands";

export type Guide = {
  suggestion?: Suggestion | undefined;
  duplicates?: Duplicate[] | undefined;
  recommendation?: Recommendation | undefined;
};

export type Quick =
  | { is: "ready"; code: "confirm" | "accept" | "assign"; fields: Fields }
  /** Why it takes a person's own choice, a word's key. */
  | { is: "withheld"; why: "danger" | "unsure" | "duplicate" | "no_car" | "bare" | "station" }
  | { is: "waiting" }
  | { is: "none" };

/** From here on of a thousand a call is looked at beside the other one before anybody is sent. */
const LIKELY_SAME = 700;

const may = (incident: Incident, code: string) => incident.next.some((one) => one === code);

/** What one key does to an incident now. */
export function quick(incident: Incident, guide: Guide): Quick {
  if (incident.phase === "received" && may(incident, "confirm")) return confirming(incident, guide);
  if (incident.phase === "classified" && may(incident, "accept")) return { is: "ready", code: "accept", fields: {} };
  if (incident.phase === "accepted" && may(incident, "assign")) return assigning(guide);
  return { is: "none" };
}

function confirming(incident: Incident, { suggestion, duplicates }: Guide): Quick {
  if (incident.hazards.length > 0) return { is: "withheld", why: "danger" };
  if (!suggestion || !duplicates) return { is: "waiting" };
  if (suggestion.hazards.length > 0 || suggestion.advice === "danger") return { is: "withheld", why: "danger" };
  if (suggestion.advice === "station_keeps") return { is: "withheld", why: "station" };
  if (duplicates.some((one) => one.score >= LIKELY_SAME)) return { is: "withheld", why: "duplicate" };
  const fields = suggested(suggestion);
  if (!fields) return { is: "withheld", why: "unsure" };
  return { is: "ready", code: "confirm", fields };
}

function assigning({ recommendation }: Guide): Quick {
  if (!recommendation) return { is: "waiting" };
  if (recommendation.advice !== "send" || !recommendation.unit) return { is: "withheld", why: "no_car" };
  if (recommendation.needs_reason) return { is: "withheld", why: "bare" };
  return { is: "ready", code: "assign", fields: { unit: recommendation.unit } };
}

/** The fields of a suggestion that is sure enough to begin with. */
export function suggested(suggestion: Suggestion | undefined): Fields | undefined {
  if (!suggestion?.category || suggestion.unsure || suggestion.advice !== "divert") return undefined;
  return {
    category: suggestion.category,
    ...(suggestion.subcategory ? { subcategory: suggestion.subcategory } : {}),
  };
}

/** What a form begins with by the advice; nothing for forms that no advice is given on. */
export function advised(code: string, incident: Incident, guide: Guide): Fields {
  if (code === "confirm" && !incident.category) return suggested(guide.suggestion) ?? {};
  if (code === "return_to_police") {
    const station = guide.suggestion?.stations[0]?.code;
    return station ? { station } : {};
  }
  const unit = guide.recommendation?.unit;
  return (code === "assign" || code === "reinforce") && unit ? { unit } : {};
}

/** A second press follows too soon to be meant: a person has not read what stands there now. */
export const TOO_SOON_MS = 600;
