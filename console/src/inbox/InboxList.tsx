import type { Listed, ReferralItem } from "../api/desks";
import { Deadline } from "../components/Deadline";
import { Shown } from "../components/Shown";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import type { DeskRoute } from "../lib/deskRoute";
import { isOpen, pendingOf, pressing } from "../lib/inbox";
import { shortTime } from "../lib/time";
import type { Asked } from "../state/useAsked";

type Props = {
  asked: Asked<Listed<ReferralItem>>;
  items: ReferralItem[];
  /** Incident and number of the one in hand. */
  chosen: string[];
  now: number;
  at: (path: string[]) => DeskRoute;
};

export function InboxList({ asked, items, chosen, now, at }: Props) {
  const { t } = useWords();
  return (
    <Shown asked={asked} empty={t("inbox.empty")} isEmpty={(list) => list.items.length === 0}>
      {(list) => (
        <>
          <ul data-tour="inbox-list">
            {items.map((item) => (
              <li key={`${item.incident}/${item.referral.referral}`}>
                <Line item={item} chosen={chosen[0] === item.incident && chosen[1] === String(item.referral.referral)} now={now} at={at} />
              </li>
            ))}
          </ul>
          <p className="quiet list-end">{t(list.more ? "desk.shown_first" : "inbox.count", { count: items.length })}</p>
        </>
      )}
    </Shown>
  );
}

function Line({ item, chosen, now, at }: { item: ReferralItem; chosen: boolean; now: number; at: Props["at"] }) {
  const { t, name, town } = useWords();
  const { referral } = item;
  const offset = town?.utc_offset_seconds ?? 0;
  const tone = isOpen(referral) ? pressing(referral.due_at, now)?.tone : undefined;
  const over = referral.disposed_at ?? referral.turned_back_at;
  return (
    <To
      route={at([item.incident, String(referral.referral)])}
      className={`item ${chosen ? "chosen" : ""} ${tone && tone !== "calm" ? tone : ""}`}
      current={chosen}
      tour="inbox-item"
    >
      <span className="item-row">
        <span className={`phase referral-${referral.state}`}>{name("referral_state", referral.state, referral.state_name)}</span>
        {pendingOf(referral) ? <span className="mark">{t("inbox.state.extension_asked")}</span> : null}
        {isOpen(referral) ? (
          <Deadline due={referral.due_at} now={now} />
        ) : over ? (
          <span className="item-time quiet">{shortTime(over, offset, now)}</span>
        ) : null}
      </span>
      <span className="item-address">{item.address}</span>
      <span className="item-text">{referral.reason}</span>
      <span className="item-row quiet">
        <span>{referral.department_name}</span>
        <span>{item.category ? name("category", item.category, item.category_name) : t("queue.uncategorised")}</span>
        <span className="item-time">{t("referral.referred", { time: shortTime(referral.referred_at, offset, now) })}</span>
      </span>
    </To>
  );
}
