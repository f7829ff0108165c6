import { cornerAt, insert, midpoint, move, type Ring, type Rings, sharers, snap, targetsOf } from "../../lib/areaDraw";
import type { LonLat } from "../../lib/gcj02";
import { metres } from "../../lib/mapGeometry";
import type { MapView } from "../../map/view";
import { useMoved } from "../../map/useMoved";
import type { Finding } from "./useFit";
import { APART, type Hold, useGrip } from "./useGrip";

type Props = {
  view: MapView;
  /** The outlines as they are drawn, and as they were. */
  all: Rings;
  before: Rings;
  changed: readonly string[];
  outline: Ring;
  chosen: string | undefined;
  /** The corner in hand. */
  corner: number | undefined;
  /** Corners set one by one. */
  sketch: Ring | undefined;
  snaps: boolean;
  together: boolean;
  /** Calls that would be of another area. */
  moving: readonly LonLat[];
  findings: readonly Finding[];
  may: boolean;
  onCorner: (at: number) => void;
  onMove: (at: number, to: LonLat) => void;
  onInsert: (at: number, place: LonLat) => void;
  onClose: () => void;
};

/** So near, in pixels, a corner is drawn to another area's. */
export const SNAP_PX = 12;
/** Shorter edges have no handle in their middle: it would lie under those of their corners. */
const SHORT_PX = 48;

export const metresPerPixel = (view: MapView) => metres(view.unproject({ x: 0, y: 0 }), view.unproject({ x: 100, y: 0 })) / 100;

/** The outlines in the making, with handles. The list beside the map says and does the same. */
export function DrawLayer(props: Props) {
  const { view, all, before, changed, outline, chosen, corner, sketch, snaps, together, moving, findings, may } = props;
  useMoved(view);
  const ring = chosen === undefined ? undefined : all[chosen];

  const drawnTo = ({ at, edge }: Hold, place: LonLat): LonLat => {
    if (!snaps || chosen === undefined) return place;
    const held = edge || !together ? undefined : ring?.[at];
    return snap(place, targetsOf(all, chosen, outline, held), SNAP_PX * metresPerPixel(view))?.place ?? place;
  };
  const { drag, on } = useGrip({
    view, drawnTo,
    onTake: ({ at, edge }) => !edge && props.onCorner(at),
    onDrop: ({ at, edge }, to) => {
      if (edge) props.onInsert(at, to ?? midpoint(ring ?? [], at));
      else if (to) props.onMove(at, to);
    },
  });
  // What is dragged is seen with all that goes along.
  const seen = !drag || chosen === undefined ? all : drag.edge ? insert(all, chosen, drag.at, drag.to, together) : move(all, chosen, drag.at, drag.to, together);
  const touched = new Set([...changed, ...Object.keys(seen).filter((key) => seen[key] !== all[key])]);
  const pixels = (line: Ring) => line.map(view.project).map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
  const put = (place: LonLat) => {
    const { x, y } = view.project(place);
    return { transform: `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)` };
  };
  const isLong = (at: number) => {
    const [a, b] = [cornerAt(ring ?? [], at), cornerAt(ring ?? [], at + 1)];
    if (!a || !b) return false;
    const [from, to] = [view.project(a), view.project(b)];
    return Math.hypot(from.x - to.x, from.y - to.y) > SHORT_PX;
  };
  const editing = may && ring !== undefined && chosen !== undefined && sketch === undefined;
  return (
    <div className="draw" aria-hidden="true">
      <svg className="draw-shapes">
        {[...touched].map((key) => (before[key] ? <polygon key={`old ${key}`} className="draw-old" points={pixels(before[key])} /> : null))}
        {[...touched].map((key) => (seen[key] ? <polygon key={key} className="draw-changed" points={pixels(seen[key])} /> : null))}
        {chosen !== undefined && seen[chosen] ? <polygon className="draw-chosen" points={pixels(seen[chosen])} /> : null}
        {sketch ? <polyline className="draw-sketch" points={pixels(sketch)} /> : null}
      </svg>
      {moving.map(([lon, lat], nth) => (
        <i key={nth} className="draw-call" style={put([lon, lat])} />
      ))}
      {findings.map((one, nth) => (
        <span key={nth} className={`draw-flag draw-${one.kind}`} style={put(one.at)}>
          {nth + 1}
        </span>
      ))}
      {editing
        ? (ring ?? []).map((_, at) => {
            const dragged = drag?.edge && drag.at === at ? drag.to : undefined;
            if (!dragged && (drag || !isLong(at))) return null;
            const place = dragged ?? midpoint(ring ?? [], at);
            return <div key={`edge ${at}`} className="draw-handle draw-middle" data-edge={at + 1} style={put(place)} {...on({ at, edge: true }, place)} {...APART} />;
          })
        : null}
      {editing
        ? (ring ?? []).map((lies, at) => {
            const place = drag && !drag.edge && drag.at === at ? drag.to : lies;
            const shared = sharers(all, chosen, at).length > 0;
            return (
              <div
                key={`corner ${at}`}
                className={`draw-handle draw-corner${shared ? " shared" : ""}${corner === at ? " chosen" : ""}`}
                data-corner={at + 1}
                style={put(place)}
                {...on({ at, edge: false }, place)}
                {...APART}
              />
            );
          })
        : null}
      {sketch?.map((place, nth) => (
        <div
          key={`sketch ${nth}`}
          className={`draw-handle draw-point${nth === 0 ? " first" : ""}`}
          style={put(place)}
          {...APART}
          onClick={(event) => {
            event.stopPropagation();
            if (nth === 0) props.onClose();
          }}
        />
      ))}
    </div>
  );
}
