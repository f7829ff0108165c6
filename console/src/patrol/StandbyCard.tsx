import { serverNow } from "../api/http";
import { seconds } from "../lib/outbox";
import { toMinutes } from "../lib/patrol";
import { shortTime } from "../lib/time";
import { usePatrol } from "./context";
import { WayLink } from "./WayLinks";
import { useWords } from "./words";

/** A stand-by order (备勤): where to wait, why, until when; the crew says that it has heard. */
export function StandbyCard() {
  const { t, offset } = useWords();
  const { known, pending, press, acting } = usePatrol();
  const order = known?.standby;
  if (!order) return null;
  const waits = pending.some((one) => one.what === "standby_seen");
  const at = (iso: string) => toMinutes(shortTime(iso, offset, serverNow()));
  const heard = () =>
    press({
      lane: "acts", what: "standby_seen", about: order.unit, at: seconds(serverNow()),
      path: `/units/${encodeURIComponent(order.unit)}/standby/acknowledge`,
    });
  return (
    <section className="p-card p-standby" aria-labelledby="p-standby">
      <h2 id="p-standby">{t("patrol.standby", { place: order.place_name })}</h2>
      <p>
        {t("patrol.standby.until", { area: order.area_name, time: at(order.until) })} · {order.reason}
      </p>
      <div className="p-two">
        {order.acknowledged_at || waits ? (
          <p className="p-small">{order.acknowledged_at ? t("patrol.standby.heard", { time: at(order.acknowledged_at) }) : t("patrol.unsent")}</p>
        ) : acting ? (
          <button type="button" className="p-button good" onClick={() => void heard()}>
            {t("patrol.standby.hear")}
          </button>
        ) : null}
        <WayLink place={order.place} name={order.place_name} />
      </div>
    </section>
  );
}
