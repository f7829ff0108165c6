// Taking hold of a corner, or of the middle of an edge, and dragging it: by mouse, pen or finger.
import { type PointerEvent, useRef, useState } from "react";
import type { LonLat } from "../../lib/gcj02";
import type { MapView } from "../../map/view";

/** A corner, or the edge after it. */
export type Hold = { at: number; edge: boolean };
export type Drag = Hold & { to: LonLat };

/** A hand is never quite still. */
const STILL_PX = 3;

type Grip = Hold & { x: number; y: number; dx: number; dy: number; far: boolean };
type Hears = {
  view: MapView;
  /** Where a corner comes to lie that is dragged to a place. */
  drawnTo: (hold: Hold, place: LonLat) => LonLat;
  onTake: (hold: Hold) => void;
  /** Let go of, somewhere else; `undefined` where it was only pressed. */
  onDrop: (hold: Hold, to: LonLat | undefined) => void;
};

export function useGrip({ view, drawnTo, onTake, onDrop }: Hears) {
  const [drag, setDrag] = useState<Drag>();
  const grip = useRef<Grip>(undefined);
  // A quick hand lets go before the last step is drawn: what counts is where it was.
  const last = useRef<Drag>(undefined);
  const dragTo = (to: Drag | undefined) => {
    last.current = to;
    setDrag(to);
  };

  const under = (event: PointerEvent, { dx, dy }: Grip): LonLat => {
    const { left, top } = view.overlay.getBoundingClientRect();
    return view.unproject({ x: event.clientX - left - dx, y: event.clientY - top - dy });
  };
  const drop = () => {
    const [held, to] = [grip.current, last.current?.to];
    grip.current = undefined;
    dragTo(undefined);
    if (held) onDrop({ at: held.at, edge: held.edge }, to);
  };
  const on = (hold: Hold, place: LonLat) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.stopPropagation();
      if (event.button !== 0) return;
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      const { left, top } = view.overlay.getBoundingClientRect();
      const { x, y } = view.project(place);
      // Where it was taken hold of it stays under the hand.
      grip.current = { ...hold, x: event.clientX, y: event.clientY, dx: event.clientX - left - x, dy: event.clientY - top - y, far: false };
      onTake(hold);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const held = grip.current;
      if (!held) return;
      held.far ||= Math.hypot(event.clientX - held.x, event.clientY - held.y) > STILL_PX;
      if (held.far) dragTo({ at: held.at, edge: held.edge, to: drawnTo(held, under(event, held)) });
    },
    onPointerUp: drop,
    onPointerCancel: () => {
      grip.current = undefined;
      dragTo(undefined);
    },
  });
  return { drag, on };
}

/** What is done on a handle is not done on the ground under it. */
export const APART = {
  onMouseDown: (event: { stopPropagation: () => void }) => event.stopPropagation(),
  onTouchStart: (event: { stopPropagation: () => void }) => event.stopPropagation(),
  onClick: (event: { stopPropagation: () => void }) => event.stopPropagation(),
  onDoubleClick: (event: { stopPropagation: () => void }) => event.stopPropagation(),
};
