import { type KeyboardEvent, useEffect, useRef } from "react";
import { useWords } from "../../i18n/context";
import { degrees } from "../../lib/coordinates";
import type { Ring } from "../../lib/areaDraw";

type Props = {
  name: string;
  ring: Ring;
  corner: number | undefined;
  /** Which other areas have a corner too, in words. */
  shared: (at: number) => string;
  /** Rises when the corner in hand is to have the keyboard. */
  wish: number;
  step: number;
  onCorner: (at: number) => void;
  onStep: (at: number, east: number, north: number, held: boolean) => void;
  onInsert: (at: number) => void;
  onRemove: (at: number) => void;
};

const WAYS: Record<string, readonly [number, number]> = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/** The corners for the keyboard: each is a button that the arrows move on the map. */
export function CornerList({ name, ring, corner, shared, wish, step, onCorner, onStep, onInsert, onRemove }: Props) {
  const { t } = useWords();
  const list = useRef<HTMLOListElement>(null);
  const heard = useRef(wish);
  useEffect(() => {
    if (heard.current === wish || corner === undefined) return;
    heard.current = wish;
    const button = list.current?.querySelectorAll("button")[corner];
    if (!list.current || !button) return;
    // The page stays where it is: who drags on the map looks there.
    button.focus({ preventScroll: true });
    const { offsetTop, offsetHeight } = button;
    const { scrollTop, clientHeight } = list.current;
    if (offsetTop < scrollTop || offsetTop + offsetHeight > scrollTop + clientHeight) list.current.scrollTop = offsetTop - clientHeight / 2;
    const side = list.current.closest(".draw-side");
    const below = side ? list.current.getBoundingClientRect().bottom - side.getBoundingClientRect().bottom : 0;
    if (side && below > 0) side.scrollTop += below + 8;
  }, [wish, corner]);

  const pressed = (at: number) => (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = WAYS[event.key];
    if (way) onStep(at, way[0] * step, way[1] * step, event.repeat);
    else if (event.key === "Delete" || event.key === "Backspace") onRemove(at);
    else if (event.key === "+" || event.key === "=" || event.key === "Insert") onInsert(at);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <p className="fine" id="draw-keys">
        {t("draw.keys")}
      </p>
      <ol className="draw-corners" ref={list} aria-label={t("draw.corners_of", { name })}>
        {ring.map((place, at) => {
          const others = shared(at);
          return (
            <li key={at}>
              <button
                type="button"
                aria-pressed={corner === at}
                aria-describedby="draw-keys"
                className={corner === at ? "chosen" : ""}
                onClick={() => onCorner(at)}
                onFocus={() => corner !== at && onCorner(at)}
                onKeyDown={pressed(at)}
              >
                <b>{t("draw.corner", { n: at + 1 })}</b> <span className="figure">{degrees(place)}</span>
                {others ? <small>{t("draw.shared", { names: others })}</small> : null}
              </button>
            </li>
          );
        })}
      </ol>
    </>
  );
}
