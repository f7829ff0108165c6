import type { Act } from "../lib/outbox";
import { time } from "../lib/time";
import { usePatrol } from "./context";
import type { Sos } from "./known";
import { usePrefs } from "./prefs";
import { useWords } from "./words";

type Props = { waits: Act | undefined; mine: Sos | undefined; onCall: () => Promise<void> };

/** Whether the call has left the phone, who has seen it, and whom to ring when it has not. */
export function SosState({ waits, mine, onCall }: Props) {
  const { t, offset } = useWords();
  const { outbox } = usePatrol();
  const { phone } = usePrefs();
  const at = (iso: string) => time(iso, offset);
  return (
    <div className="p-form">
      {waits ? (
        <div className="p-note bad big" role="alert">
          <p>
            <b>{t("patrol.sos.not_left")}</b>
          </p>
          <p>{t("patrol.sos.not_left_what", { time: at(waits.at) })}</p>
        </div>
      ) : mine ? (
        <div className="p-note good big" role="status">
          <p>
            <b>{t("patrol.sos.arrived", { time: at(mine.raised_at) })}</b>
          </p>
          <p>{mine.acknowledged_at ? t("patrol.sos.seen", { time: at(mine.acknowledged_at), by: mine.acknowledged_by ?? "" }) : t("patrol.sos.unseen")}</p>
          <p className="p-small">{t("patrol.sos.end")}</p>
        </div>
      ) : (
        <>
          <p>{t("patrol.sos.what")}</p>
          <button type="button" className="p-button danger" onClick={() => void onCall()}>
            {t("patrol.sos.call")}
          </button>
        </>
      )}
      <div className="p-two">
        <a className="p-button" href="tel:110">
          {t("patrol.sos.tel110")}
        </a>
        {phone ? (
          <a className="p-button" href={`tel:${phone}`}>
            {t("patrol.sos.room")}
          </a>
        ) : null}
      </div>
      {waits ? (
        <button type="button" className="p-button plain" onClick={() => void outbox.takeBack(waits)}>
          {t("patrol.sos.take_back")}
        </button>
      ) : null}
    </div>
  );
}
