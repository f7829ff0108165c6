import { Button } from "antd";
import type { Session } from "../api/types";
import { useWords } from "../i18n/context";
import type { TourName } from "../lib/tour";
import { answerOffer, startTour, useOffer, useRunningTour } from "../state/tour";

/** A line that offers the tour to who has not answered it yet. It takes no focus and stands over nothing. */
export function TourOffer({ session, tour }: { session: Session; tour: TourName }) {
  const { t } = useWords();
  const offered = useOffer(session);
  const running = useRunningTour();
  if (!offered || running) return null;
  const decline = () => {
    answerOffer(session);
    // The line goes; the button by which the tour can be had stays.
    document.querySelector<HTMLElement>("[data-tour='tour']")?.focus();
  };
  return (
    <div className="tour-offer no-print" role="note">
      <p>{t("tour.offer")}</p>
      <Button size="small" type="primary" onClick={() => startTour(tour)}>
        {t("tour.offer.start")}
      </Button>
      <Button size="small" onClick={decline}>
        {t("tour.offer.no")}
      </Button>
    </div>
  );
}
