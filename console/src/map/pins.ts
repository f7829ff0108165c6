// Cars, incidents, calls for help and stations in the words of the map. Shape and sign say what colour only repeats.
import type { Words } from "../i18n/context";
import type { Advice } from "../api/types";
import type { LonLat } from "../lib/gcj02";
import type { Car, Cry, Spotted } from "../lib/mapScene";

export type Pin = {
  key: string;
  kind: "car" | "incident" | "sos" | "station" | "point";
  id: string;
  place: LonLat;
  /** State or stage: a class, for colours. */
  tone: string;
  sign: string;
  label: string;
  note: string;
  title: string;
  heading: number | undefined;
  old: boolean;
  alarm: boolean;
  chosen: boolean;
};

type T = Pick<Words, "t" | "name" | "language">;

/** How long ago, in the one unit that matters. */
export function ago({ t }: Pick<Words, "t">, seconds: number): string {
  if (seconds < 60) return t("map.ago_seconds", { n: seconds });
  if (seconds < 3600) return t("map.ago_minutes", { n: Math.floor(seconds / 60) });
  if (seconds < 86_400) return t("map.ago_hours", { n: Math.floor(seconds / 3600) });
  return t("map.ago_days", { n: Math.floor(seconds / 86_400) });
}

export const stateName = ({ t, language }: T, car: Car) =>
  language === "zh-CN" && car.stateName ? car.stateName : t(`map.state.${car.state}`);

export function carPin(words: T, car: Car, place: LonLat, chosen: boolean, advice: Advice | undefined): Pin {
  const { t } = words;
  const advised = advice?.candidates.find((one) => one.unit === car.id);
  const age = car.old && car.age !== undefined ? t("map.old", { ago: ago(words, car.age) }) : "";
  const way = advised ? t("map.way_minutes", { n: Math.max(1, Math.round(advised.total_seconds / 60)) }) : "";
  return {
    key: `car ${car.id}`, kind: "car", id: car.id, place,
    tone: car.state,
    sign: t(`map.sign.${car.state}`),
    label: car.callSign,
    note: [way, age].filter(Boolean).join(" · "),
    title: [car.name, stateName(words, car), age].filter(Boolean).join(" · "),
    heading: car.old ? undefined : (car.seen?.heading ?? undefined),
    old: car.old,
    alarm: false,
    chosen,
  };
}

export function incidentPin(words: T, { incident, stage, hazard, clock }: Spotted, place: LonLat, chosen: boolean): Pin {
  const { t, name } = words;
  const late = clock?.tone === "over";
  return {
    key: `incident ${incident.id}`, kind: "incident", id: incident.id, place,
    tone: stage,
    sign: hazard ? "!" : t(`map.sign.${stage}`),
    label: chosen ? incident.address : "",
    note: late ? t("map.late") : "",
    title: [incident.address, name("phase", incident.phase, incident.phase_name), hazard ? t("queue.hazard") : "", late ? t("map.late") : ""]
      .filter(Boolean)
      .join(" · "),
    heading: undefined,
    old: false,
    alarm: hazard || late,
    chosen,
  };
}

/** Always named: nobody may have to point at it to know who calls. */
export function sosPin({ t }: T, { sos, seen }: Cry, place: LonLat, chosen: boolean): Pin {
  const state = t(seen ? "map.sos.seen" : "map.sos.unseen");
  return {
    key: `sos ${sos.id}`, kind: "sos", id: sos.id, place,
    tone: seen ? "seen" : "unseen",
    sign: t("map.sign.sos"),
    label: sos.member_name,
    note: [sos.unit_name, state].filter(Boolean).join(" · "),
    title: [t("sos.of", { name: sos.member_name }), sos.unit_name, state].filter(Boolean).join(" · "),
    heading: undefined, old: false,
    alarm: !seen,
    chosen,
  };
}

export const stationPin = ({ t }: T, id: string, label: string, place: LonLat): Pin => ({
  key: `station ${id}`, kind: "station", id, place, tone: "station", sign: t("map.sign.station"), label, note: "", title: label,
  heading: undefined, old: false, alarm: false, chosen: false,
});

export const pointPin = (place: LonLat, label: string): Pin => ({
  key: "point", kind: "point", id: "point", place, tone: "point", sign: "", label, note: "", title: label,
  heading: undefined, old: false, alarm: false, chosen: true,
});
