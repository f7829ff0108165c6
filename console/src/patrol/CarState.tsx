import { useState } from "react";
import { serverNow } from "../api/http";
import { seconds } from "../lib/outbox";
import { toMinutes } from "../lib/patrol";
import { shortTime } from "../lib/time";
import { usePatrol } from "./context";
import { OutSheet } from "./OutSheet";
import { useWords } from "./words";

/** The car as everybody sees it: its crew shares its state. Out of service and back (停勤、恢复). */
export function CarState() {
  const { t, offset } = useWords();
  const { known, press, pending } = usePatrol();
  const [open, setOpen] = useState(false);
  const own = known?.own;
  if (!own) return null;
  const { car } = own;
  const at = (iso: string) => toMinutes(shortTime(iso, offset, serverNow()));
  const waits = pending.some((one) => one.about === car.id && (one.what === "take_out" || one.what === "return"));
  const back = () => {
    const moment = seconds(serverNow());
    void press({
      lane: "acts", what: "return", about: car.id, at: moment, path: `/units/${encodeURIComponent(car.id)}/commands`,
      body: { command: { do: "return" }, occurred_at: moment },
    });
  };
  const named = car.out && ["nobody_on_duty", "not_commissioned"].includes(car.out.reason) ? undefined : car.out;
  return (
    <section className="p-card" aria-labelledby="p-car">
      <h2 id="p-car">
        {car.name} · {car.call_sign}
      </h2>
      <p>
        <b>{t(`patrol.state.${car.state}` as "patrol.state.in_service")}</b>
        {car.since ? ` · ${t("patrol.car.since", { time: at(car.since) })}` : ""}
        {car.out ? ` · ${t(`patrol.out.${car.out.reason}` as "patrol.out.other")}${car.out.note ? `: ${car.out.note}` : ""}` : ""}
        {car.out?.until ? ` · ${t("patrol.car.until", { time: at(car.out.until) })}` : ""}
      </p>
      <p className="p-small">
        {car.crew.length > 0 ? t("patrol.car.crew", { crew: car.crew.map((one) => one.name).join(" ") }) : t("patrol.car.nobody")} · {car.area.name}
      </p>
      {own.duty !== "on" ? null : waits ? (
        <p className="p-small">{t("patrol.unsent")}</p>
      ) : named ? (
        <button type="button" className="p-button good" onClick={back}>
          {t("patrol.car.back")}
        </button>
      ) : (
        <button type="button" className="p-button" onClick={() => setOpen(true)}>
          {t("patrol.car.out")}
        </button>
      )}
      {open ? <OutSheet car={car.id} onClose={() => setOpen(false)} /> : null}
    </section>
  );
}
