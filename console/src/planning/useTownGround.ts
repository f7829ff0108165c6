// The town's ground under its cells, and what people call the place of a cell.
import { useCallback, useMemo } from "react";
import { useWords } from "../i18n/context";
import type { LonLat } from "../lib/gcj02";
import { boxOf, metres } from "../lib/mapGeometry";
import { placeOf } from "../lib/planning/cells";
import { useGround } from "../map/useGround";

/** Further away a name says nothing of a cell. */
const NEAR = 600;
/** Roads go on and on: they name a cell only where nothing else does. */
const ROAD = 10;

export type Placed = { place: { lon: number; lat: number } };

export function useTownGround(points: readonly Placed[]) {
  const { t, town } = useWords();
  const { ground: whole, spots, tiles } = useGround(town, true, true);
  const ground = useMemo(() => ({ ...whole, box: whole.box ?? boxOf(points.map(placeOf)) }), [whole, points]);
  const names = whole.names;
  const nameOf = useCallback(
    (nth: number) => {
      const point = points[nth];
      if (!point) return "";
      const at: LonLat = placeOf(point);
      const far = names
        .map(({ name, place, rank }) => ({ name, far: metres(place, at) + (rank >= ROAD ? NEAR / 2 : 0) }))
        .filter((one) => one.far <= NEAR)
        .sort((a, b) => a.far - b.far)[0];
      return far ? t("plan.cell_near", { n: nth + 1, name: far.name }) : t("plan.cell", { n: nth + 1 });
    },
    [names, points, t],
  );
  return { ground, tiles, spots, nameOf };
}
