import { useWords } from "../i18n/context";
import type { Light } from "../api/performance.types";

/** Shapes of the lights, so that nobody needs to see their colours. */
const SHAPES: Record<Light, string> = { green: "●", yellow: "▲", red: "◆", off: "○" };

/** A traffic light (红黄绿灯): colour, shape and word. */
export function LightMark({ light, count }: { light: Light; count?: number }) {
  const { t } = useWords();
  return (
    <span className={`light ${light}`}>
      <span aria-hidden="true">{SHAPES[light]}</span> {t(`perf.light.${light}`)}
      {count === undefined ? null : <b> {count}</b>}
    </span>
  );
}
