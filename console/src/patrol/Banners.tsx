import { refused } from "../lib/outbox";
import { To } from "../components/To";
import { shortTime } from "../lib/time";
import { serverNow } from "../api/http";
import { usePatrol } from "./context";
import { Refusal } from "./Refusal";
import { usePrefs } from "./prefs";
import { useCanSound } from "./useAlarm";
import { useWords } from "./words";

/** What stands in the way of the phone's work. */
export function Banners() {
  const { t, offset } = useWords();
  const { known, connection, problem, pending, standing, session, reload, positioning } = usePatrol();
  const { sound } = usePrefs();
  const canSound = useCanSound();
  const mine = refused(standing.acts, `${session.town}/${session.account}`);
  const away = connection === "broken" || standing.stuck;
  return (
    <>
      {away ? (
        <p className="p-note warn" role="status">
          {pending.length > 0 ? t("patrol.away.waits", { count: pending.length }) : t("patrol.away")}
          {known ? ` ${t("patrol.away.as_of", { time: shortTime(known.at, offset, serverNow()) })}` : ""}
        </p>
      ) : null}
      {mine.length > 0 ? (
        <p className="p-note bad" role="alert">
          {t("patrol.refused", { count: mine.length })}{" "}
          <To route={{ page: "patrol", view: "outbox" }} className="p-button">
            {t("patrol.refused.see")}
          </To>
        </p>
      ) : null}
      {standing.unkept ? (
        <p className="p-note bad" role="alert">
          {t("patrol.unkept")}
        </p>
      ) : null}
      {problem && problem.code !== "network" ? (
        <Refusal problem={problem.body}>
          <button type="button" className="p-button" onClick={reload}>
            {t("patrol.retry")}
          </button>
        </Refusal>
      ) : null}
      {sound && !canSound ? <p className="p-note">{t("patrol.touch_for_sound")}</p> : null}
      {positioning.state === "denied" ? <p className="p-note warn">{t("patrol.position.denied")}</p> : null}
    </>
  );
}
