import { type ReactNode, type Ref, useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import { scrollFor, windowOf } from "../lib/window";

export type Scroller = { show: (row: number) => void };

type Props<Item> = {
  items: Item[];
  rowHeight: number;
  label: string;
  /** Draws the row at a place, counted from 0. */
  row: (item: Item, at: number) => ReactNode;
  before?: ReactNode;
  after?: ReactNode;
  scroller?: Ref<Scroller>;
};

/** A list of rows of one height, of which only those in sight are drawn. */
export function Windowed<Item>({ items, rowHeight, label, row, before, after, scroller }: Props<Item>) {
  const body = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const count = items.length;
  const look = useCallback(
    () => ({
      count,
      rowHeight,
      top: (body.current?.scrollTop ?? 0) - (list.current?.offsetTop ?? 0),
      height: body.current?.clientHeight ?? 0,
    }),
    [count, rowHeight],
  );
  const [range, setRange] = useState(() => windowOf({ count, rowHeight, top: 0, height: 800 }));
  const measure = useCallback(() => {
    const next = windowOf(look());
    setRange((old) => (old.from === next.from && old.to === next.to ? old : next));
  }, [look]);

  useLayoutEffect(measure, [measure]);
  useEffect(() => {
    const box = body.current;
    if (!box) return undefined;
    let frame = 0;
    const soon = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        measure();
      });
    };
    box.addEventListener("scroll", soon, { passive: true });
    const sized = new ResizeObserver(soon);
    sized.observe(box);
    return () => {
      box.removeEventListener("scroll", soon);
      sized.disconnect();
      cancelAnimationFrame(frame);
    };
  }, [measure]);

  useImperativeHandle(scroller, () => ({
    show: (at) => {
      const to = scrollFor(at, look());
      if (to === undefined || !body.current) return;
      body.current.scrollTop = to + (list.current?.offsetTop ?? 0);
      measure();
    },
  }));

  return (
    <div className="queue-body" ref={body}>
      {before}
      <ul className="items" role="list" aria-label={label} ref={list} style={{ height: count * rowHeight }}>
        {items.slice(range.from, range.to).map((item, index) => row(item, range.from + index))}
      </ul>
      {after}
    </div>
  );
}
