// Pieces of equipment: who holds them, what can happen to them next.
import type { EquipmentEntry, EquipmentFinding, Holder, Piece } from "../api/duty";
import { type Given, must } from "./acts";

export const CONDITIONS = ["in_stock", "in_use", "faulty", "lost", "written_off"] as const;

export const holderName = (holder: Holder | null | undefined) => holder?.member?.name ?? holder?.unit?.name ?? undefined;

export type Happening = EquipmentEntry["do"];

/** What may be entered about a piece, the likeliest first. The server has the last word. */
export function happenings(piece: Pick<Piece, "condition" | "calibration_due">, calibrates: boolean): Happening[] {
  const calibrated: Happening[] = calibrates ? ["calibrated"] : [];
  switch (piece.condition) {
    case "in_stock":
      return ["issued", ...calibrated, "faulty", "lost", "written_off"];
    case "in_use":
      return ["returned", ...calibrated, "faulty", "lost"];
    case "faulty":
      return ["repaired", "returned", "written_off", "lost"];
    case "lost":
      return ["found", "written_off"];
    default:
      return [];
  }
}

/** What is sent of it. A holder is given as `member:hc101` or `unit:car-1`. */
export function entryOf(happened: Happening, given: Given): EquipmentEntry {
  if (happened === "calibrated") return { do: happened, due: must(given, "due") };
  if (happened !== "issued") return { do: happened };
  const [what, id = ""] = must(given, "holder").split(/:(.*)/);
  return what === "unit" ? { do: happened, unit: id } : { do: happened, member: id };
}

/** Findings in groups of a kind, in the order in which they came. */
export function byKind(findings: readonly EquipmentFinding[]): Map<string, EquipmentFinding[]> {
  const groups = new Map<string, EquipmentFinding[]>();
  for (const one of findings) groups.set(one.kind, [...(groups.get(one.kind) ?? []), one]);
  return groups;
}
