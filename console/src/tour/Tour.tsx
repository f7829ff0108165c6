import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { enTour } from "../i18n/en.tour";
import { fill, type Language, type Values } from "../i18n/names";
import { type TourKey, zhTour } from "../i18n/zh.tour";
import { type TourName, tourOf } from "../lib/tour";
import { useRoute } from "../state/useRoute";
import { type Box, frame, place } from "./plan";
import { below, boxOf, findFirst, isPressed, reveal } from "./page";
import { TOURS } from "./steps";
import { useTour } from "./useTour";
import "../styles/tour.css";

export type TourProps = { name: TourName; language: Language; onEnd: () => void };

/** How often the page is looked at: what a step is about moves, comes and goes. */
const EVERY_MS = 200;
/** So long a page may still push it out of sight with what comes in above. */
const SETTLES_MS = 2_500;

const AT_END = ["tour"];

type Seen = { held: boolean; box?: Box | undefined; left: number; top: number };

/**
 * A guided tour: a card beside a thing on the page. It is no modal: the page goes on working and can be tried, and the
 * card steps aside for whatever opens over it, a call for help first of all.
 */
export default function Tour({ name, language, onEnd }: TourProps) {
  const tour = TOURS[name];
  const t = (key: TourKey, values?: Values) => fill((language === "en" ? enTour : zhTour)[key], values);
  const { at, busy, next, back, nth, of } = useTour(tour);
  const [seen, setSeen] = useState<Seen>({ held: false, left: 0, top: 0 });
  const card = useRef<HTMLElement>(null);
  const before = useRef<Element>(undefined);
  const route = useRoute();
  const here = tourOf(route);
  const step = at === undefined ? undefined : tour.steps[at];
  const end = at === tour.steps.length;

  const close = () => {
    onEnd();
    // Where the keyboard was, or where the tour can be had again.
    const was = before.current;
    const to = was?.isConnected && was !== document.body ? was : (findFirst(AT_END) ?? document.querySelector("main"));
    if (to instanceof HTMLElement) to.focus({ preventScroll: true });
  };
  useEffect(() => {
    before.current = document.activeElement ?? undefined;
  }, []);

  // Whoever goes elsewhere has left it.
  const gone = here !== name && (here === undefined || here !== tour.leadsTo);
  useEffect(() => {
    if (gone) onEnd();
  }, [gone, onEnd]);

  const anchors = step?.anchors ?? AT_END;
  useLayoutEffect(() => {
    if (at === undefined) return undefined;
    const begun = Date.now();
    const look = () => {
      const element = findFirst(anchors);
      if (element && Date.now() - begun < SETTLES_MS) reveal(element);
      const box = element && boxOf(element);
      const room = { width: window.innerWidth, height: window.innerHeight, below: below() };
      const size = { width: card.current?.offsetWidth ?? 0, height: card.current?.offsetHeight ?? 0 };
      const news: Seen = { held: isPressed(), ...(box ? { box: frame(box, room) } : {}), ...place(box, size, room) };
      setSeen((old) => (JSON.stringify(old) === JSON.stringify(news) ? old : news));
    };
    look();
    const timer = window.setInterval(look, EVERY_MS);
    window.addEventListener("resize", look);
    document.addEventListener("scroll", look, { capture: true, passive: true });
    return () => {
      window.clearInterval(timer);
      window.removeEventListener("resize", look);
      document.removeEventListener("scroll", look, { capture: true });
    };
  }, [at, anchors]);

  // Each step takes the keyboard, and a reader reads it; coming back from behind a form only if nobody has it.
  const { held } = seen;
  useEffect(() => {
    if (at !== undefined) card.current?.focus({ preventScroll: true });
  }, [at]);
  useEffect(() => {
    if (!held && document.activeElement === document.body) card.current?.focus({ preventScroll: true });
  }, [held]);

  // F6 goes between the parts of a window; without it nobody would come back from the page by the keyboard.
  useEffect(() => {
    const pressed = (event: globalThis.KeyboardEvent) => {
      if (event.key !== "F6" || event.defaultPrevented || isPressed()) return;
      event.preventDefault();
      const inside = card.current?.contains(document.activeElement);
      (inside ? document.querySelector("main") : card.current)?.focus({ preventScroll: true });
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);

  if (at === undefined || gone) return null;
  const go = () => (end ? close() : void next());
  const keys = (event: KeyboardEvent) => {
    const onCard = event.target === card.current;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") close();
    else if (event.key === "ArrowRight" || (event.key === "Enter" && onCard)) go();
    else if (event.key === "ArrowLeft") void back?.();
    else return;
    // The page has keys of its own.
    event.preventDefault();
  };
  const title = step ? t(step.key) : t("tour.end");
  return createPortal(
    <div hidden={held}>
      {seen.box ? <div className="tour-frame" data-testid="tour-frame" style={seen.box} aria-hidden="true" /> : null}
      <section
        ref={card}
        className="tour-card"
        role="dialog"
        aria-labelledby="tour-title"
        aria-describedby="tour-text"
        aria-busy={busy}
        tabIndex={-1}
        data-testid="tour"
        data-step={step?.key ?? "tour.end"}
        style={{ left: seen.left, top: seen.top }}
        onKeyDown={keys}
      >
        <p className="tour-progress">{t("tour.progress", { at: nth, of })}</p>
        <h2 id="tour-title">{title}</h2>
        <div id="tour-text">
          {step ? <p>{t(`${step.key}.text`)}</p> : null}
          {end ? (
            <>
              <p>{t(name === "patrol" ? "tour.end.phone" : "tour.end.desk")}</p>
              <p>{t("tour.end.go_on")}</p>
              <ul>
                {tour.goOn.map((one) => (
                  <li key={one}>{t(one)}</li>
                ))}
              </ul>
            </>
          ) : null}
        </div>
        <div className="tour-acts">
          <button type="button" className="main" onClick={go} disabled={busy}>
            {t(end ? "tour.done" : "tour.next")}
          </button>
          {back ? (
            <button type="button" onClick={() => void back()} disabled={busy}>
              {t("tour.back")}
            </button>
          ) : null}
          {end ? null : (
            <button type="button" className="plain" onClick={close}>
              {t("tour.close")}
            </button>
          )}
        </div>
        <p className="tour-keys">{t("tour.keys")}</p>
      </section>
    </div>,
    document.body,
  );
}
