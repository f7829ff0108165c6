// What a tour finds on the page.
import { OVER } from "../state/useKeys";
import type { Box } from "./plan";

/** Over the page, or more pressing than any tour: a form, a call for help, a new dispatch, the question to the crew. */
const PRESSING = `${OVER}, dialog[open], .sos:not([hidden]), .p-new, .p-ask, .p-sos.called, .p-sos.waits`;
const BUSY = "main [aria-busy='true'], main .ant-spin-spinning, main.middle";

export const isPressed = (): boolean => document.querySelector(PRESSING) !== null;
export const isBusy = (): boolean => document.querySelector("main") === null || document.querySelector(BUSY) !== null;

/** The first drawn element of an anchor: what a narrow window leaves out is not there. */
export function find(anchor: string): HTMLElement | undefined {
  const all = document.querySelectorAll<HTMLElement>(`[data-tour="${anchor}"]`);
  return [...all].find((one) => one.offsetWidth > 0 && one.offsetHeight > 0);
}

export const there = (anchor: string): boolean => find(anchor) !== undefined;

export function findFirst(anchors: readonly string[]): HTMLElement | undefined {
  for (const anchor of anchors) {
    const found = find(anchor);
    if (found) return found;
  }
  return undefined;
}

export function boxOf(element: HTMLElement): Box {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { left, top, width, height };
}

/** The height of what stands at the bottom of a phone's page, its call for help within. */
export const below = (): number => document.querySelector<HTMLElement>(".p-bar")?.offsetHeight ?? 0;

/** What an element is scrolled in; nothing where that is the window. */
function scroller(element: HTMLElement): HTMLElement | undefined {
  for (let one = element.parentElement; one && one !== document.body; one = one.parentElement) {
    if (one.scrollHeight > one.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  }
  return undefined;
}

/**
 * Brings an element into view where most of it is not. Only what it lies in is scrolled: the browser's own way would
 * move the header of a desk out of the window too.
 */
export function reveal(element: HTMLElement): void {
  const { top, bottom, height } = element.getBoundingClientRect();
  const within = scroller(element);
  const view = within?.getBoundingClientRect() ?? { top: 0, bottom: window.innerHeight, height: window.innerHeight };
  const seen = Math.min(bottom, view.bottom) - Math.max(top, view.top);
  if (seen >= Math.min(height, view.height * 0.6) * 0.9) return;
  const margin = height < view.height * 0.6 ? (view.height - height) / 2 : 8;
  (within ?? window).scrollBy(0, top - view.top - margin);
}

const EVERY_MS = 100;
/** A page that says it is still loading gets so many times as long. */
const LOADING = 4;

/** Waits until something holds; says whether it did in time. */
export function until(holds: () => boolean, most: number, stop: AbortSignal): Promise<boolean> {
  return new Promise((done) => {
    const begun = Date.now();
    const ask = () => {
      if (stop.aborted) return done(false);
      if (holds()) return done(true);
      if (Date.now() - begun > most * (isBusy() ? LOADING : 1)) return done(false);
      window.setTimeout(ask, EVERY_MS);
    };
    ask();
  });
}
