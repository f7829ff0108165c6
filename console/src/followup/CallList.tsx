import type { FollowUpItem, Listed } from "../api/desks";
import { Deadline } from "../components/Deadline";
import { Shown } from "../components/Shown";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import type { DeskRoute } from "../lib/deskRoute";
import { weight } from "../lib/followUp";
import { pressing } from "../lib/inbox";
import { shortTime } from "../lib/time";
import type { Asked } from "../state/useAsked";

type Props = {
  asked: Asked<Listed<FollowUpItem>>;
  items: FollowUpItem[];
  chosen: FollowUpItem | undefined;
  now: number;
  at: (path: string[]) => DeskRoute;
};

export function CallList({ asked, items, chosen, now, at }: Props) {
  const { t } = useWords();
  return (
    <Shown asked={asked} empty={t("follow.empty")} isEmpty={(list) => list.items.length === 0}>
      {(list) => (
        <>
          <ul data-tour="follow-list">
            {items.map((item) => (
              <li key={item.id}>
                <Line item={item} chosen={item === chosen} now={now} at={at} />
              </li>
            ))}
          </ul>
          <p className="quiet list-end">{t(list.more ? "desk.shown_first" : "follow.count", { count: items.length })}</p>
        </>
      )}
    </Shown>
  );
}

function Line({ item, chosen, now, at }: { item: FollowUpItem; chosen: boolean; now: number; at: Props["at"] }) {
  const { t, name, town } = useWords();
  const { incident, joined } = item;
  const offset = town?.utc_offset_seconds ?? 0;
  const due = item.state === "due";
  const tone = due ? pressing(item.due_at, now)?.tone : undefined;
  const last = incident.follow_ups.at(-1);
  const grave = weight(item);
  return (
    <To
      route={at(joined ? [incident.id, joined] : [incident.id])}
      className={`item ${chosen ? "chosen" : ""} ${tone && tone !== "calm" ? tone : ""}`}
      current={chosen}
      tour="follow-item"
    >
      <span className="item-row">
        {grave === 0 ? <span className="danger">{t("follow.complained")}</span> : null}
        {grave === 1 ? <span className="mark busy">{t("follow.breached")}</span> : null}
        {joined ? <span className="mark">{t("follow.joined")}</span> : null}
        {item.state === "due" || item.state === "unreachable" ? (
          <span className="mark tries">{t("follow.tries", { tries: item.attempts, needed: item.attempts_needed })}</span>
        ) : null}
        {!due && last?.grade ? <span className="mark">{name("grade", last.grade, last.grade_name)}</span> : null}
        {due ? <Deadline due={item.due_at} now={now} /> : null}
      </span>
      <span className="item-address">{incident.address}</span>
      <span className="item-row quiet">
        <span>{incident.category ? name("category", incident.category, incident.category_name) : t("queue.uncategorised")}</span>
        <span>{incident.caller ? [incident.caller.name, incident.caller.phone].filter(Boolean).join(" ") : t("incident.no_caller")}</span>
        <span className="item-time">{shortTime(incident.received_at, offset, now)}</span>
      </span>
    </To>
  );
}
