import { init } from "echarts/core";
import { type ReactNode, useEffect, useRef } from "react";
import { useWords } from "../../i18n/context";
import type { Option } from "./draw";

type Props = { id: string; title: string; told: string; height: number; option: (width: number) => Option; before?: ReactNode; notes?: ReactNode; children: ReactNode };

/** A chart with its figures as a table below it. */
export function PlanChart({ id, title, told, height, option, before, notes, children }: Props) {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = box.current;
    if (!place) return;
    const drawn = init(place, undefined, { renderer: "svg" });
    const draw = () => {
      drawn.resize();
      drawn.setOption(option(place.clientWidth), true);
      // So that it shrinks with the paper.
      place.querySelector("svg")?.setAttribute("viewBox", `0 0 ${drawn.getWidth()} ${drawn.getHeight()}`);
    };
    draw();
    const watch = new ResizeObserver(draw);
    watch.observe(place);
    return () => {
      watch.disconnect();
      drawn.dispose();
    };
  }, [option, height]);
  return (
    <figure className="card chart wide" aria-labelledby={id}>
      <figcaption id={id}>{title}</figcaption>
      {before}
      <div ref={box} role="img" aria-label={told} style={{ height }} />
      {notes}
      <details className="chart-data">
        <summary>{t("report.data")}</summary>
        {children}
      </details>
    </figure>
  );
}
