import type { Incident, LoggedEvent, Town } from "../api/types";
import { useWords } from "../i18n/context";
import type { Key } from "../i18n/zh";
import { shortTime } from "../lib/time";
import { told } from "../lib/told";

type Props = { events: LoggedEvent[]; incident: Incident; town: Town; now: number };

/** What happened, the latest first, late entries marked with both times. */
export function Timeline({ events, incident, town, now }: Props) {
  const { t } = useWords();
  return (
    <section className="card" aria-labelledby="timeline-title">
      <h3 id="timeline-title">{t("incident.timeline")}</h3>
      <ol className="timeline" data-testid="timeline">
        {events.toReversed().map((event) => (
          <OneEvent key={event.version} event={event} incident={incident} town={town} now={now} />
        ))}
      </ol>
    </section>
  );
}

export function OneEvent({ event, incident, town, now }: Omit<Props, "events"> & { event: LoggedEvent }) {
  const { t, name } = useWords();
  const at = (iso: string) => shortTime(iso, town.utc_offset_seconds, now);
  return (
    <li data-kind={event.kind} className={event.role === "system" ? "by-system" : ""}>
      <p>
        <time dateTime={event.occurred_at}>{at(event.occurred_at)}</time>{" "}
        <b>{name("kind", event.kind, event.kind_name)}</b>{" "}
        <span className="quiet">
          {name("role", event.role, event.role_name)} {event.account}
        </span>{" "}
        <code className="link" title={`${t("event.hash")} ${event.hash}`}>
          #{event.version}·{event.hash.slice(0, 6)}
        </code>
        {event.late ? (
          <b className="late">
            {" "}
            {t("event.late")} · {t("event.recorded", { time: at(event.recorded_at) })}
          </b>
        ) : null}
      </p>
      {told(event.kind, event.payload, { town, incident, name }).map(({ label, text }) => (
        <p key={label} className="told">
          <span className="quiet">{t(`event.label.${label}` as Key)}</span> {text}
        </p>
      ))}
    </li>
  );
}
