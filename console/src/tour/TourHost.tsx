import { type ComponentType, type ReactNode, useCallback, useEffect, useState } from "react";
import type { Language } from "../i18n/names";
import type { TourName, Who } from "../lib/tour";
import { answerOffer, endTour, hearWish, startTour, useRunningTour } from "../state/tour";
import type { TourProps } from "./Tour";

type Props = {
  who: Who;
  /** The tour of the page that is open. */
  here: TourName | undefined;
  language: Language;
  /** Shown for a while where the tour cannot be loaded. */
  failed: ReactNode;
};

const FAILED_MS = 8_000;

/** Loads the tour when somebody wants one. */
export function TourHost({ who, here, language, failed }: Props) {
  const running = useRunningTour();
  const [Tour, setTour] = useState<ComponentType<TourProps>>();
  const [lost, setLost] = useState(false);
  const { town, account } = who;
  useEffect(() => {
    if (here && hearWish()) startTour(here);
  }, [here]);
  useEffect(() => {
    if (!running) return;
    answerOffer({ town, account });
    import("./Tour").then(
      ({ default: loaded }) => {
        setTour(() => loaded);
        setLost(false);
      },
      // Without a signal; asked for again, it is tried again.
      () => {
        setLost(true);
        endTour();
      },
    );
  }, [running, town, account]);
  useEffect(() => {
    if (!lost) return undefined;
    const timer = window.setTimeout(() => setLost(false), FAILED_MS);
    return () => window.clearTimeout(timer);
  }, [lost]);
  const end = useCallback(() => endTour(), []);
  return (
    <>
      {lost ? failed : null}
      {running && Tour ? <Tour key={running} name={running} language={language} onEnd={end} /> : null}
    </>
  );
}
