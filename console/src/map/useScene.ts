// All that the map shows, out of what is known of the town.
import { useMemo } from "react";
import type { Advice, Town } from "../api/types";
import { useWords } from "../i18n/context";
import { carsOf, type Car, type Cry, type Spotted, spotted, ways } from "../lib/mapScene";
import type { TownLive } from "../state/useTownLive";
import { carPin, incidentPin, type Pin, sosPin, stationPin } from "./pins";
import type { Layers } from "./useLayers";
import type { useGround } from "./useGround";

export type Chosen = { incident?: string | undefined; car?: string | undefined; sos?: string | undefined };

/** The facts: all cars and all incidents under way, whatever the map shows of them. */
export function useTownFacts(town: Town | undefined, live: TownLive, now: number): { cars: readonly Car[]; incidents: readonly Spotted[] } {
  const { units, seen, oldAfter, incidents: all } = live;
  const cars = useMemo(() => (town ? carsOf(town, units, seen, now, oldAfter) : []), [town, units, seen, now, oldAfter]);
  const incidents = useMemo(() => spotted(all.values(), now), [all, now]);
  return { cars, incidents };
}

type Scene = {
  cars: readonly Car[];
  incidents: readonly Spotted[];
  cries: readonly Cry[];
  layers: Layers;
  stations: ReturnType<typeof useGround>["stations"];
  chosen: Chosen;
  advice: Advice | undefined;
};

export function useScene({ cars, incidents, cries, layers, stations, chosen, advice }: Scene) {
  const { t, name, language } = useWords();
  const pins = useMemo<Pin[]>(() => {
    const words = { t, name, language };
    const wanted = ({ incident, stage }: Spotted) => incident.id === chosen.incident || (stage === "after" ? layers.after : layers.open);
    const marks = [
      ...(layers.stations ? stations : []).flatMap(({ id, name: label, place }) => (place ? [stationPin(words, id, label, place)] : [])),
      // What waits lies over what is being worked on.
      ...incidents.filter(wanted).reverse().flatMap((one) => (one.place ? [incidentPin(words, one, one.place, one.incident.id === chosen.incident)] : [])),
      ...(layers.cars ? cars : []).flatMap((car) => (car.place ? [carPin(words, car, car.place, car.id === chosen.car, advice)] : [])),
    ];
    // Whatever else is shown or chosen, a call for help is shown, and over it.
    const help = [...cries].reverse().flatMap((one) => (one.place ? [sosPin(words, one, one.place, one.sos.id === chosen.sos)] : []));
    return [...marks.sort((a, b) => Number(a.chosen) - Number(b.chosen)), ...help];
  }, [cars, incidents, cries, layers, stations, chosen, advice, t, name, language]);
  const lines = useMemo(() => {
    const shown = layers.cars ? ways(cars, incidents, advice) : [];
    return shown.filter((way) => layers.open || way.incident === chosen.incident);
  }, [cars, incidents, advice, layers.cars, layers.open, chosen.incident]);
  return { pins, ways: lines };
}
