import { type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import { useWords } from "../i18n/context";
import type { LonLat } from "../lib/gcj02";
import { boxOf, type Box, mercator } from "../lib/mapGeometry";
import { fitting } from "../lib/mapLabels";
import { at, type Frame, fit, ground as groundAt, moved, zoomed } from "../lib/mapPlain";
import { DARK, LIGHT } from "./style";
import type { BaseProps } from "./view";

const NAME_SIZE = 11;

/** The ground drawn as SVG, where the browser has no WebGL. */
export function PlainBase({ ground, dark, label, focus, onView, onGround }: BaseProps) {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const [overlay, setOverlay] = useState<HTMLDivElement | null>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [frame, setFrame] = useState<Frame>();
  const hearers = useRef(new Set<() => void>());
  const drawn = useRef<Frame | undefined>(undefined);
  drawn.current = frame;
  const hears = useRef({ onView });
  hears.current = { onView };
  const grip = useRef<{ x: number; y: number; far: boolean } | undefined>(undefined);

  useEffect(() => {
    const place = box.current;
    if (!place) return;
    const measure = () => setSize({ width: place.clientWidth, height: place.clientHeight });
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(place);
    return () => watch.disconnect();
  }, []);

  const whole = useMemo(() => mercatorBox(ground.box), [ground.box]);
  useEffect(() => {
    if (whole && size.width > 0) setFrame(fit(whole, size, size.width < 600 ? 20 : 40));
  }, [whole, size]);

  useEffect(() => {
    if (!focus || !drawn.current) return;
    if ("box" in focus) {
      const wanted = mercatorBox(focus.box);
      if (wanted) setFrame(fit(wanted, size, 60));
      return;
    }
    const { x, y } = at(drawn.current, mercator(focus.place));
    setFrame(moved(drawn.current, size.width / 2 - x, size.height / 2 - y));
    // The size alone is no wish to look elsewhere.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [focus]);

  const ready = frame !== undefined && overlay !== null;
  useEffect(() => {
    if (!ready || !overlay) return;
    hears.current.onView({
      overlay,
      project: (place) => (drawn.current ? at(drawn.current, mercator(place)) : { x: 0, y: 0 }),
      unproject: (point) => (drawn.current ? groundAt(drawn.current, point) : [0, 0]),
      onMove: (hear) => {
        hearers.current.add(hear);
        return () => hearers.current.delete(hear);
      },
    });
    return () => hears.current.onView(undefined);
  }, [ready, overlay]);
  useEffect(() => {
    for (const hear of hearers.current) hear();
  }, [frame]);

  const zoom = (by: number, x = size.width / 2, y = size.height / 2) =>
    setFrame((old) => old && whole && zoomed(old, by, { x, y }, fit(whole, size, 0).scale));

  // The wheel zooms here and does not scroll the page: React listens too passively for that.
  const wheel = useRef(zoom);
  wheel.current = zoom;
  useEffect(() => {
    const place = box.current;
    const turned = (event: WheelEvent) => {
      event.preventDefault();
      const { left, top } = (event.currentTarget as HTMLElement).getBoundingClientRect();
      wheel.current(event.deltaY < 0 ? 1.2 : 1 / 1.2, event.clientX - left, event.clientY - top);
    };
    place?.addEventListener("wheel", turned, { passive: false });
    return () => place?.removeEventListener("wheel", turned);
  }, []);

  const down = (event: PointerEvent) => {
    if (event.button === 0) grip.current = { x: event.clientX, y: event.clientY, far: false };
  };
  const drag = (event: PointerEvent) => {
    const held = grip.current;
    if (!held) return;
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
    if (!held.far && Math.hypot(dx, dy) < 4) return;
    grip.current = { x: event.clientX, y: event.clientY, far: true };
    setFrame((old) => old && moved(old, dx, dy));
  };
  const up = (event: PointerEvent<HTMLDivElement>) => {
    const held = grip.current;
    grip.current = undefined;
    if (!held || held.far || !onGround || !frame || (event.target as Element).closest(".pin, .draw-handle, button")) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    onGround(groundAt(frame, { x: event.clientX - left, y: event.clientY - top }));
  };

  const colours = dark ? DARK : LIGHT;
  const points = (ring: readonly LonLat[]) => (frame ? ring.map((one) => at(frame, mercator(one))).map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ") : "");
  const areas = frame ? ground.areas.map((area) => ({ ...area, at: at(frame, mercator(area.centre)) })) : [];
  const names = useMemo(() => (frame ? shownNames(frame, ground, size) : []), [frame, ground, size]);

  return (
    <div className="map-base plain-map" ref={box} data-drawn={ready ? "svg" : ""} onPointerDown={down} onPointerMove={drag} onPointerUp={up} onPointerLeave={() => (grip.current = undefined)}>
      <svg role="img" aria-label={label} width={size.width} height={size.height} style={{ background: colours.ground }}>
        {areas.map((area) => (
          <polygon key={area.id} points={points(area.ring)} fill={colours.area} stroke={colours.line} strokeWidth={1.5} strokeDasharray="5 3" />
        ))}
        <polygon points={points(ground.outline)} fill="none" stroke={colours.outline} strokeWidth={2.5} />
        {names.map(({ name, x, y }) => (
          <text key={`${name}${x}`} x={x} y={y} fill={colours.place} fontSize="0.8em" textAnchor="middle" stroke={colours.halo} strokeWidth={2.5} paintOrder="stroke">
            {name}
          </text>
        ))}
        {areas.map((area) => (
          <text key={area.id} x={area.at.x} y={area.at.y} fill={colours.name} fontSize="1.07em" textAnchor="middle" letterSpacing={1.5} stroke={colours.halo} strokeWidth={3} paintOrder="stroke">
            {area.name}
          </text>
        ))}
      </svg>
      <div className="map-overlay" ref={setOverlay} />
      <div className="plain-zoom">
        <button type="button" onClick={() => zoom(1.5)} aria-label={t("map.zoom_in")}>+</button>
        <button type="button" onClick={() => zoom(1 / 1.5)} aria-label={t("map.zoom_out")}>−</button>
      </div>
    </div>
  );
}

function mercatorBox(box: Box | undefined): Box | undefined {
  return box && boxOf([mercator([box[0], box[1]]), mercator([box[2], box[3]])]);
}

function shownNames(frame: Frame, ground: BaseProps["ground"], size: { width: number; height: number }) {
  const width = (name: string) => [...name].length * NAME_SIZE + 8;
  const on = ground.names.map(({ name, place, rank }) => ({ name, rank, ...at(frame, mercator(place)) }))
    .filter(({ x, y }) => x > 0 && y > 0 && x < size.width && y < size.height);
  const taken = ground.areas.map(({ name, centre }) => ({ ...at(frame, mercator(centre)), width: [...name].length * 17, height: 22, rank: 0 }));
  const kept = fitting(on.map((one) => ({ ...one, width: width(one.name), height: NAME_SIZE + 8 })), taken);
  return on.filter((_, at) => kept.has(at));
}
