// The town's ground: outline, areas, names. It changes rarely and is read once a page.
import { useEffect, useMemo, useState } from "react";
import * as read from "../api/map";
import type { Spot, Town } from "../api/types";
import { boxOf, centre, ring } from "../lib/mapGeometry";
import { pair, stationsOf } from "../lib/mapScene";
import { tilesOf } from "../lib/mapTiles";
import type { Ground } from "./view";

/** Kinds of places by how much they help to find one's way. */
const RANKS = ["station", "hospital", "park", "mall", "school", "village", "compound", "market", "office", "business", "road"];
const UNKNOWN = RANKS.length;

export function useGround(town: Town | undefined, areas: boolean, names: boolean) {
  const [spots, setSpots] = useState<readonly Spot[]>([]);
  const [outline, setOutline] = useState<readonly (readonly number[])[]>([]);
  useEffect(() => {
    let stale = false;
    // Without names and outline the map is poorer and still a map.
    read.gazetteer().then((all) => !stale && setSpots(all), () => undefined);
    read.areas().then((all) => !stale && setOutline(all.outline ?? []), () => undefined);
    return () => {
      stale = true;
    };
  }, []);
  const whole = useMemo<Ground>(() => {
    const drawn = (town?.areas ?? []).map(({ id, name, outline: line }) => ({ id, name, ring: ring(line) }));
    const named = spots.flatMap(({ name, place, kind, gone }) => {
      const rank = RANKS.indexOf(kind);
      return place && !gone ? [{ name, place: pair(place), rank: rank < 0 ? UNKNOWN : rank }] : [];
    });
    const edge = ring(outline);
    return {
      areas: drawn.filter((area) => area.ring.length > 2).map((area) => ({ ...area, centre: centre(area.ring) })),
      outline: edge,
      names: named,
      box: boxOf([...edge, ...drawn.flatMap((area) => area.ring)]),
    };
  }, [town?.areas, spots, outline]);
  const ground = useMemo<Ground>(
    () => ({ ...whole, areas: areas ? whole.areas : [], names: names ? whole.names : [] }),
    [whole, areas, names],
  );
  const stations = useMemo(() => (town ? stationsOf(town, spots) : []), [town, spots]);
  const tiles = useMemo(() => tilesOf(town), [town]);
  return { ground, spots, stations, tiles };
}
