// A call as it is typed, and as it is sent.
import type { Call } from "../api/types";
import { fromField } from "./time";

export type Intake = {
  source: Call["source"];
  external: string;
  name: string;
  phone: string;
  address: string;
  text: string;
  lon: string;
  lat: string;
  /** When the call came, as the field has it; empty is now. */
  when: string;
};

export const EMPTY_CALL: Intake = {
  source: "police_110", external: "", name: "", phone: "", address: "", text: "", lon: "", lat: "", when: "",
};

const degrees = (text: string) => (/^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : undefined);

/** What may be written down while it is typed: everything but who called. */
export const keepable = (intake: Intake): Intake => ({ ...intake, name: "", phone: "" });

/** Reads what was written down; a text that is none is an empty call. */
export function readIntake(text: string | null): Intake {
  try {
    const kept: unknown = text ? JSON.parse(text) : undefined;
    if (kept === null || typeof kept !== "object") return EMPTY_CALL;
    const known = Object.entries(kept).filter(([key, value]) => key in EMPTY_CALL && typeof value === "string");
    return { ...EMPTY_CALL, ...(Object.fromEntries(known) as Partial<Intake>) };
  } catch {
    return EMPTY_CALL;
  }
}

/** The fields that cannot be sent as they are. */
export function wrongIn(intake: Intake, offset: number): Exclude<keyof Intake, "source">[] {
  const wrong: Exclude<keyof Intake, "source">[] = [];
  if (!intake.address.trim()) wrong.push("address");
  if (!intake.text.trim()) wrong.push("text");
  if (intake.lon.trim() || intake.lat.trim()) {
    if (degrees(intake.lon) === undefined) wrong.push("lon");
    if (degrees(intake.lat) === undefined) wrong.push("lat");
  }
  if (intake.when && fromField(intake.when, offset) === undefined) wrong.push("when");
  return wrong;
}

/** The call's JSON: what is empty is left out. */
export function intakeToCall(intake: Intake, offset: number): Call {
  const text = (value: string) => value.trim();
  const call: Call = { source: intake.source, address: text(intake.address), text: text(intake.text) };
  if (text(intake.external) && intake.source !== "by_hand") call.external = text(intake.external);
  const caller = {
    ...(text(intake.name) ? { name: text(intake.name) } : {}),
    ...(text(intake.phone) ? { phone: text(intake.phone) } : {}),
  };
  if (Object.keys(caller).length > 0) call.caller = caller;
  const [lon, lat] = [degrees(intake.lon), degrees(intake.lat)];
  if (lon !== undefined && lat !== undefined) call.place = { lon, lat };
  const when = intake.when ? fromField(intake.when, offset) : undefined;
  if (when) call.occurred_at = when;
  return call;
}
