import { init } from "echarts/core";
import { useEffect, useRef } from "react";
import type { Option } from "../reports/draw";
import type { Look } from "./charts";

type Props = { title: string; note?: string; told: string; draw: (look: Look) => Option };

/** A chart that grows with the screen; what it shows is told in words too. */
export function WallChart({ title, note, told, draw }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof init> | undefined>(undefined);
  const option = useRef(draw);
  option.current = draw;
  const show = useRef(() => {});
  show.current = () => {
    const place = box.current;
    if (!place || place.clientWidth === 0) return;
    const size = Number.parseFloat(getComputedStyle(place).fontSize);
    chart.current ??= init(place, undefined, { renderer: "svg" });
    chart.current.resize();
    chart.current.setOption(option.current({ told, size }), true);
  };
  useEffect(() => show.current(), [draw, told]);
  useEffect(() => {
    const place = box.current;
    if (!place) return;
    const watch = new ResizeObserver(() => show.current());
    watch.observe(place);
    return () => {
      watch.disconnect();
      chart.current?.dispose();
      chart.current = undefined;
    };
  }, []);
  return (
    <section className="wall-panel wall-chart">
      <h2>
        {title}
        {note ? <span className="wall-note">{note}</span> : null}
      </h2>
      <div className="wall-drawing" ref={box} role="img" aria-label={told} />
    </section>
  );
}
