import { refused } from "../lib/outbox";
import { ActItem } from "./ActItem";
import { usePatrol } from "./context";
import { useWords } from "./words";

/** What waits to be sent, and what the server did not take. */
export function OutboxView() {
  const { t } = useWords();
  const { pending, standing, session, outbox } = usePatrol();
  const who = `${session.town}/${session.account}`;
  const back = refused(standing.acts, who);
  const others = standing.acts.filter((one) => one.who !== who);
  return (
    <>
      {back.length > 0 ? (
        <section className="p-card" aria-labelledby="p-back">
          <h2 id="p-back">{t("patrol.outbox.refused", { count: back.length })}</h2>
          <ul className="p-list">
            {back.map((act) => (
              <ActItem key={act.key} act={act} />
            ))}
          </ul>
        </section>
      ) : null}
      <section className="p-card" aria-labelledby="p-waits">
        <h2 id="p-waits">{t("patrol.outbox.waits", { count: pending.length })}</h2>
        <p className="p-small">{t(pending.length > 0 ? "patrol.outbox.what" : "patrol.outbox.empty")}</p>
        <ul className="p-list">
          {pending.map((act) => (
            <ActItem key={act.key} act={act} />
          ))}
        </ul>
        {pending.length > 0 ? (
          <button type="button" className="p-button" onClick={() => outbox.kick()}>
            {t("patrol.outbox.now")}
          </button>
        ) : null}
      </section>
      {others.length > 0 ? (
        <p className="p-note warn">
          {t("patrol.outbox.others", { count: others.length, who: [...new Set(others.map((one) => one.who.split("/")[1] ?? one.who))].join(" ") })}
        </p>
      ) : null}
    </>
  );
}
