// An event of the log as pairs of a label's key and a text, for the timeline.
import type { Incident, Town } from "../api/types";

export type Told = { label: string; text: string };

/** How a field is named: by its own word, or looked up among the town's or the incident's names. */
type Look = { town: Town; incident: Incident; name: (group: string, code: string) => string };

const ORDER = [
  "category", "subcategory", "area", "in_spite_of_hazards", "station", "from", "to", "unit", "how", "outcome",
  "referral", "department", "clock", "result", "grade", "complaint", "into", "text", "finding", "reason", "note",
];

/** The fields of a payload: `"accepted"`, `{"arrived": {"unit": "car-1"}}`, or the same within `case`. */
export function fieldsOf(payload: unknown): Record<string, unknown> {
  if (payload === null || typeof payload !== "object") return {};
  const [group, inner] = (Object.entries(payload)[0] ?? []) as [string?, unknown?];
  // What stands beside the line is one step further in.
  if (group === "case") return fieldsOf(inner);
  return inner !== null && typeof inner === "object" ? (inner as Record<string, unknown>) : {};
}

export function told(kind: string, payload: unknown, look: Look): Told[] {
  const fields = fieldsOf(payload);
  // The call's own words stand at the top of the page.
  if (kind === "incident.received") return [];
  return ORDER.flatMap((label) => {
    const value = fields[label];
    // A referral is told by its department, once.
    if (label === "referral" && "department" in fields) return [];
    if (value === undefined || value === null || typeof value === "object") return [];
    return [{ label, text: named(label, String(value), look) }];
  });
}

function named(label: string, value: string, { town, incident, name }: Look): string {
  const among = (list: { code: string; name: string }[]) => list.find((one) => one.code === value)?.name ?? value;
  switch (label) {
    case "category":
      return name("category", value);
    case "subcategory":
      return among(town.categories.flatMap((one) => one.subcategories));
    case "area":
      return town.areas.find((one) => one.id === value)?.name ?? value;
    case "station":
      return among(town.stations);
    case "department":
      return among(town.departments);
    case "unit":
    case "from":
    case "to":
      return town.units.find((one) => one.id === value)?.name ?? value;
    case "referral":
      return incident.referrals.find((one) => String(one.referral) === value)?.department_name ?? value;
    case "how":
      return name("arrival", value);
    case "outcome":
      return name("disposal", value);
    case "clock":
      return name("clock", value);
    case "grade":
      return name("grade", value);
    case "result":
      return value === "reached" || value === "unreachable" ? name("follow_up", value) : value;
    default:
      return value;
  }
}
