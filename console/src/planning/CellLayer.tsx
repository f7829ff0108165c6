import { useId } from "react";
import { type Pixel, ground as groundOf, placeOf } from "../lib/planning/cells";
import { widthOf } from "../lib/report/labels";
import { useMoved } from "../map/useMoved";
import type { Ground, MapView } from "../map/view";
import type { Placed } from "./useTownGround";

/** How a cell looks: a class for its colour, a short text that says the same, and whether it stands out. */
export type CellLook = { className: string; text: string; mark?: boolean };

export type Stand = Placed & { id: string; name: string };

type Props = {
  view: MapView;
  ground: Ground;
  points: readonly Placed[];
  looks: readonly CellLook[];
  chosen: number | undefined;
  /** Where cars wait. */
  stands: readonly Stand[];
};

const path = (points: readonly Pixel[]) => points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");

/** Narrower cells have no room for their text. */
const ROOM = 15;

function width(polygon: readonly Pixel[]): number {
  const xs = polygon.map((one) => one.x);
  return Math.max(...xs) - Math.min(...xs);
}

/** Above or below a stand, where the name hides the fewest figures. */
function besides(centres: readonly Pixel[], { x, y }: Pixel, name: string): number {
  const half = widthOf(name, 12) / 2 + 8;
  const hidden = (dy: number) => centres.filter((one) => Math.abs(one.x - x) < half && Math.abs(one.y - (y + dy - 4)) < 12).length;
  return [-12, 21, -26, 35].toSorted((a, b) => hidden(a) - hidden(b))[0] ?? -12;
}

/** The cells over the ground, within the town. The table beside the map says the same. */
export function CellLayer({ view, ground, points, looks, chosen, stands }: Props) {
  useMoved(view);
  const clip = useId();
  const at = (place: readonly [number, number]) => view.project([place[0], place[1]]);
  const centres = points.map((one) => at(placeOf(one)));
  const polygons = groundOf(centres);
  const rings = ground.outline.length > 2 ? [ground.outline] : ground.areas.map((one) => one.ring);
  const inTown = rings.length > 0 ? `url(#${clip})` : undefined;
  return (
    <div className="plan-cells" aria-hidden="true">
      <svg>
        {inTown ? (
          <clipPath id={clip}>
            {rings.map((ring, nth) => (
              <polygon key={nth} points={path(ring.map(at))} />
            ))}
          </clipPath>
        ) : null}
        <g clipPath={inTown}>
          {polygons.map((one, nth) => (
            <polygon key={nth} points={path(one)} className={`plan-cell ${looks[nth]?.className ?? ""}`} data-cell={nth} />
          ))}
        </g>
        {ground.areas.map((area) => (
          <polygon key={area.id} points={path(area.ring.map(at))} className="plan-border" />
        ))}
        <g clipPath={inTown}>
          {polygons.map((one, nth) => (looks[nth]?.mark ? <polygon key={nth} points={path(one)} className="plan-moved" /> : null))}
          {chosen !== undefined && polygons[chosen] ? <polygon points={path(polygons[chosen])} className="plan-chosen" /> : null}
        </g>
        {stands.map((one) => {
          const { x, y } = at(placeOf(one));
          return <rect key={one.id} x={x - 7} y={y - 7} width={14} height={14} rx={3} className="plan-stand" />;
        })}
        {centres.map(({ x, y }, nth) =>
          looks[nth]?.text && width(polygons[nth] ?? []) > ROOM ? (
            <text key={nth} x={x} y={y} className={`plan-cell-text ${looks[nth]?.className ?? ""}`}>
              {looks[nth]?.text}
            </text>
          ) : null,
        )}
        {stands.map((one) => {
          const { x, y } = at(placeOf(one));
          return (
            <text key={one.id} x={x} y={y + besides(centres, { x, y }, one.name)} className="plan-stand-name">
              {one.name}
            </text>
          );
        })}
      </svg>
    </div>
  );
}
