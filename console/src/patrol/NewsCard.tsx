import { usePatrol } from "./context";
import { useWords } from "./words";

/** What the desk did to the incident in hand: changed what was told, sent a second car, or took it away. */
export function NewsCard() {
  const { t, name } = useWords();
  const { news, clearNews, standing, session } = usePatrol();
  if (!news) return null;
  const who = `${session.town}/${session.account}`;
  // The crew's own report needs no telling.
  if (news.left && (news.kind === "incident.disposed" || news.kind === "incident.assignment_refused")) return null;
  const lost = news.left && standing.acts.some((one) => one.who === who && one.about === news.incident.id);
  return (
    <div className={`p-note ${news.left ? "bad" : "warn"}`} role="alert">
      <p>
        <b>{t(news.left ? "patrol.news.left" : "patrol.news.changed", { what: name("kind", news.kind, news.kindName) })}</b>
      </p>
      <p>
        {news.incident.address} <code>{news.incident.id}</code>
      </p>
      {lost ? <p>{t("patrol.news.unsent")}</p> : null}
      <button type="button" className="p-button" onClick={clearNews}>
        {t("patrol.news.heard")}
      </button>
    </div>
  );
}
