import { type PointerEvent, type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { Wait } from "../components/Wait";
import type { LonLat } from "../lib/gcj02";
import { pointAt, reachOf } from "../lib/planning/cells";
import type { Tiles } from "../lib/mapTiles";
import { TownCanvas } from "../map/TownCanvas";
import type { Ground, MapView } from "../map/view";
import { CellLayer, type CellLook, type Stand } from "./CellLayer";
import type { Placed } from "./useTownGround";

type Props = {
  ground: Ground;
  tiles: Tiles | undefined;
  points: readonly Placed[];
  looks: readonly CellLook[];
  stands: readonly Stand[];
  chosen?: number | undefined;
  onPick: (nth: number) => void;
  /** What is told of the cell under the pointer, or the one that was picked. */
  tell: (nth: number | undefined) => ReactNode;
};

/** The cells of the town on its map. Names would lie over the figures and are left out. */
export function CellsMap({ ground, tiles, points, looks, stands, chosen, onPick, tell }: Props) {
  const [over, setOver] = useState<number>();
  const map = useRef<MapView>(undefined);
  const bare = useMemo<Ground>(() => ({ ...ground, names: [], areas: ground.areas.map((one) => ({ ...one, name: "" })) }), [ground]);
  const reach = useMemo(() => reachOf(points), [points]);
  const find = (place: LonLat) => pointAt(points, place, reach);
  const shown = over ?? chosen;
  const layer = useCallback(
    (view: MapView) => {
      map.current = view;
      return <CellLayer view={view} ground={ground} points={points} looks={looks} stands={stands} chosen={shown} />;
    },
    [ground, points, looks, stands, shown],
  );
  const move = (event: PointerEvent) => {
    const view = map.current;
    if (!view || event.pointerType === "touch") return;
    const { left, top } = view.overlay.getBoundingClientRect();
    setOver(find(view.unproject({ x: event.clientX - left, y: event.clientY - top })));
  };
  if (!ground.box) return <Wait />;
  return (
    <div className="plan-map">
      <div className="plan-map-canvas" onPointerMove={move} onPointerLeave={() => setOver(undefined)}>
        <TownCanvas
          ground={bare}
          tiles={tiles}
          over={layer}
          onGround={(place) => {
            const nth = find(place);
            if (nth !== undefined) onPick(nth);
          }}
        />
      </div>
      <div className="plan-told">{tell(shown)}</div>
    </div>
  );
}
