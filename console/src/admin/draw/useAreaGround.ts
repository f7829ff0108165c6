// The ground under a drawing: the areas as they are drawn, with the places of the town.
import { useMemo } from "react";
import type { Town } from "../../api/types";
import type { Ring, Rings } from "../../lib/areaDraw";
import { boxOf, centre } from "../../lib/mapGeometry";
import { useGround } from "../../map/useGround";
import type { Ground } from "../../map/view";

export function useAreaGround(town: Town | undefined, all: Rings, outline: Ring, name: (key: string) => string) {
  const { ground: under, tiles } = useGround(town, false, true);
  // Where nothing is drawn yet, the places of the town show where it is.
  const around = under.box ?? boxOf(under.names.map((one) => one.place));
  // The same box, however it came about, is the same: the map is not put back while somebody draws.
  const told = around?.join();
  const box = useMemo(() => told?.split(",").map(Number) as unknown as Ground["box"], [told]);
  const ground = useMemo<Ground>(() => {
    const areas = Object.entries(all).map(([id, ring]) => ({ id, name: name(id), ring, centre: centre(ring) }));
    return { areas, outline, names: under.names, box };
  }, [all, name, outline, under.names, box]);
  return { ground, tiles };
}
