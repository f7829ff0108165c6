import type { components } from "../api/schema";
import { useWords } from "../i18n/context";
import { day, time } from "../lib/time";

type Props = { event: components["schemas"]["EventView"]; stream?: string };

/** An event of the log as an auditor reads it: who, when, what, and its hash. */
export function EventCard({ event, stream }: Props) {
  const { t, name, town } = useWords();
  const offset = town?.utc_offset_seconds ?? 0;
  const moment = (at: string) => `${day(at, offset)} ${time(at, offset)}`;
  return (
    <li className="card event-card">
      <p className="row">
        <b>{name("kind", event.kind, event.kind_name)}</b>
        <code>{event.kind}</code>
        {event.late ? <span className="late">{t("event.late")}</span> : null}
        <span className="spacer" />
        <span className="figure">{t("trace.position", { position: event.position })}</span>
      </p>
      <p className="quiet">
        <time dateTime={event.occurred_at}>{moment(event.occurred_at)}</time>
        {event.recorded_at !== event.occurred_at ? ` · ${t("event.recorded", { time: moment(event.recorded_at) })}` : ""} · {event.account} ·{" "}
        {name("role", event.role, event.role_name)}
        {stream ? (
          <>
            {" "}
            · <code>{stream}</code> {t("trace.version", { version: event.version })}
          </>
        ) : null}
      </p>
      {typeof event.payload === "object" ? (
        <details>
          <summary>{t("trace.payload")}</summary>
          <pre tabIndex={0}>{JSON.stringify(event.payload, undefined, 2)}</pre>
        </details>
      ) : null}
      <p className="fine">
        {t("event.hash")} <code>{event.hash}</code>
      </p>
    </li>
  );
}
