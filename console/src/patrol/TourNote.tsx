import { answerOffer, startTour, useOffer, useRunningTour } from "../state/tour";
import { usePatrol } from "./context";
import { useWords } from "./words";

/** Offers the tour to a member who has not answered it yet, while there is nothing in hand. */
export function TourNote() {
  const { t } = useWords();
  const { session } = usePatrol();
  const offered = useOffer(session);
  const running = useRunningTour();
  if (!offered || running) return null;
  return (
    <div className="p-note" role="note">
      <p>{t("patrol.tour.offer")}</p>
      <div className="p-two">
        <button type="button" className="p-button" onClick={() => startTour("patrol")}>
          {t("patrol.tour")}
        </button>
        <button type="button" className="p-button" onClick={() => answerOffer(session)}>
          {t("patrol.tour.no")}
        </button>
      </div>
    </div>
  );
}
