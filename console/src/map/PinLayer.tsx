import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { Glides } from "../lib/mapMove";
import type { Way } from "../lib/mapScene";
import type { Pin } from "./pins";
import { lookOf, PinLook, samePin } from "./PinLook";
import { type MapView, stillness } from "./view";

type Props = {
  view: MapView;
  pins: readonly Pin[];
  ways: readonly Way[];
  onPick: ((pin: Pin) => void) | undefined;
};

/** Below the cars, and where it was. */
const stands = ({ kind, chosen }: Pin) => !chosen && (kind === "incident" || kind === "station");

const wayKey = ({ kind, car, incident }: Way) => `${kind} ${car} ${incident}`;

/**
 * Cars, incidents and the lines between them over the ground. They are placed by hand, so that a gliding car
 * costs one style a frame and React only hears of what is new. The list beside the map says the same in
 * words: who does not see the map misses nothing here.
 */
export function PinLayer({ view, pins, ways, onPick }: Props) {
  const elements = useRef(new Map<string, HTMLElement>());
  const lines = useRef(new Map<string, SVGLineElement>());
  const glides = useMemo(() => new Glides(stillness), []);
  const shown = useRef({ pins, ways });
  shown.current = { pins, ways };
  const frame = useRef(0);

  // Between two frames nothing moves but cars; there may be thousands of incidents.
  const place = useRef((_cars: boolean) => {});
  place.current = (cars) => {
    const now = performance.now();
    const put = new Map<string, { x: number; y: number }>();
    for (const pin of shown.current.pins) {
      if (cars && pin.kind !== "car") continue;
      const { x, y } = view.project(glides.at(pin.key, now) ?? pin.place);
      put.set(pin.key, { x, y });
      const element = elements.current.get(pin.key);
      const there = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
      if (element && element.style.transform !== there) element.style.transform = there;
    }
    const begin = ({ car, from, follows }: Way) => (follows && put.get(`car ${car}`)) || view.project(from);
    for (const way of shown.current.ways) {
      const line = lines.current.get(wayKey(way));
      const from = begin(way);
      const to = view.project(way.to);
      line?.setAttribute("x1", from.x.toFixed(1));
      line?.setAttribute("y1", from.y.toFixed(1));
      line?.setAttribute("x2", to.x.toFixed(1));
      line?.setAttribute("y2", to.y.toFixed(1));
    }
  };

  useEffect(() => view.onMove(() => place.current(false)), [view]);

  useLayoutEffect(() => {
    const now = performance.now();
    const cars = pins.filter((pin) => pin.kind === "car");
    glides.keep(new Set(cars.map((pin) => pin.key)));
    for (const pin of cars) glides.set(pin.key, pin.place, now);
    place.current(false);
    if (!glides.moving(now) || frame.current) return;
    const step = () => {
      place.current(true);
      frame.current = glides.moving(performance.now()) ? requestAnimationFrame(step) : 0;
      if (!frame.current) place.current(true);
    };
    frame.current = requestAnimationFrame(step);
  }, [pins, ways, view, glides]);
  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current);
      frame.current = 0;
    },
    [],
  );

  const picking = useRef(onPick);
  picking.current = onPick;
  const pick = useCallback((pin: Pin) => picking.current?.(pin), []);
  const hold = useCallback((key: string, element: HTMLElement | null) => {
    if (element) elements.current.set(key, element);
    else elements.current.delete(key);
  }, []);

  const one = (pin: Pin) => <OnePin key={pin.key} pin={pin} pickable={onPick !== undefined} onPick={pick} onElement={hold} />;

  return (
    <div className="pins" aria-hidden="true" data-testid="pins">
      <svg className="pin-ways">
        {ways.map((way) => (
          <line
            key={wayKey(way)}
            className={way.kind}
            ref={(line) => {
              if (line) lines.current.set(wayKey(way), line);
              else lines.current.delete(wayKey(way));
            }}
          />
        ))}
      </svg>
      {/* One layer for what stands still, however many there are: a gliding car does not have it painted anew. */}
      <div className="pins-still">{pins.filter(stands).map(one)}</div>
      {pins.filter((pin) => !stands(pin)).map(one)}
    </div>
  );
}

type OneProps = { pin: Pin; pickable: boolean; onPick: (pin: Pin) => void; onElement: (key: string, element: HTMLElement | null) => void };

/** Drawn anew only when it looks otherwise: where it is, is not React's. */
const OnePin = memo(
  function OnePin({ pin, pickable, onPick, onElement }: OneProps) {
    const element = useRef<HTMLDivElement>(null);
    useLayoutEffect(() => {
      onElement(pin.key, element.current);
      return () => onElement(pin.key, null);
    }, [pin.key, onElement]);
    return (
      <div
        className={lookOf(pin)}
        data-pin={pin.key}
        title={pin.title}
        onClick={pickable && pin.kind !== "point" && pin.kind !== "station" ? () => onPick(pin) : undefined}
        ref={element}
      >
        <PinLook pin={pin} />
      </div>
    );
  },
  (a, b) => a.pickable === b.pickable && samePin(a.pin, b.pin),
);
