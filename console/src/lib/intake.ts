// A call as it is typed, and as it is sent.
import type { Call } from "../api/types";

export type Intake = {
  source: Call["source"];
  external: string;
  name: string;
  phone: string;
  address: string;
  text: string;
  lon: string;
  lat: string;
};

export const EMPTY_CALL: Intake = {
  source: "police_110", external: "", name: "", phone: "", address: "", text: "", lon: "", lat: "",
};

const degrees = (text: string) => (/^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : undefined);

/** The fields that cannot be sent as they are. */
export function wrongIn(intake: Intake): Exclude<keyof Intake, "source">[] {
  const wrong: Exclude<keyof Intake, "source">[] = [];
  if (!intake.address.trim()) wrong.push("address");
  if (!intake.text.trim()) wrong.push("text");
  if (intake.lon.trim() || intake.lat.trim()) {
    if (degrees(intake.lon) === undefined) wrong.push("lon");
    if (degrees(intake.lat) === undefined) wrong.push("lat");
  }
  return wrong;
}

/** The call's JSON: what is empty is left out. */
export function intakeToCall(intake: Intake): Call {
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
  return call;
}
