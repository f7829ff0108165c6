// From what somebody filled in to what is asked of the duty book.
import type { Wish } from "../api/duty";
import { type Given, must } from "./acts";

type Leave = Extract<Wish, { kind: "leave" }>["leave"];

export const LEAVES: readonly Leave[] = [
  "annual", "personal", "sick", "injury", "marriage", "maternity", "care", "bereavement", "in_lieu", "official",
];

/** The wish of a form whose required fields are filled. */
export function wishOf(given: Given): Wish {
  const [member, day, shift] = [must(given, "member"), must(given, "day"), must(given, "shift")];
  switch (given.kind) {
    case "swap":
      return { kind: "swap", member, day, shift, with: must(given, "other"), with_day: must(given, "other_day"), with_shift: must(given, "other_shift") };
    case "cover":
      return { kind: "cover", member, day, shift, substitute: must(given, "other") };
    case "extra":
      return { kind: "extra", member, day, shift, unit: must(given, "unit") };
    default:
      return { kind: "leave", member, from: day, to: must(given, "to"), leave: must(given, "leave") as Leave };
  }
}
