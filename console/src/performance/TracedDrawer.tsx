import { Drawer } from "antd";
import * as api from "../api/performance";
import { Loaded } from "../components/Loaded";
import { useWords } from "../i18n/context";
import { EventCard } from "../components/EventCard";
import { useAsked } from "../state/useAsked";

/** The events that tell a record, each with its place in the log and its link of the hash chain. */
export function TracedDrawer({ stream, record, onClose }: { stream: string; record: string; onClose: () => void }) {
  const { t } = useWords();
  const events = useAsked(`${stream}#${record}`, (signal) => api.traced(stream, record, signal));
  return (
    <Drawer open onClose={onClose} title={t("figure.events_of", { record })} size={720} className="traced">
      <p className="quiet">
        {t("figure.stream")} <code>{stream}</code>
      </p>
      <Loaded asked={events}>
        {(all) =>
          all.length === 0 ? (
            <p>{t("figure.no_events")}</p>
          ) : (
            <ol className="event-list">
              {all.map((event) => (
                <EventCard key={event.position} event={event} />
              ))}
            </ol>
          )
        }
      </Loaded>
    </Drawer>
  );
}
