import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { serverNow } from "../api/http";
import { seconds } from "../lib/outbox";
import { time } from "../lib/time";
import { usePatrol } from "./context";
import { Sheet } from "./Sheet";
import { SosState } from "./SosState";
import { useWords } from "./words";

/** Held so long it calls. Shorter is a touch by mistake, and shows what the button does. */
const HOLD_MS = 1_200;

/** The call for help (紧急求助), in reach in every state. */
export function Sos() {
  const { t, offset } = useWords();
  const { press, positioning, standing, session, known, incident } = usePatrol();
  const [holding, setHolding] = useState(false);
  const [open, setOpen] = useState(false);
  const timer = useRef(0);
  const called = useRef(false);
  const waits = standing.acts.find((one) => one.lane === "sos" && one.who === `${session.town}/${session.account}` && !one.refused);
  const mine = known?.sos.find((one) => one.member === known.member && !one.ended_at);

  const call = async () => {
    called.current = true;
    setHolding(false);
    setOpen(true);
    navigator.vibrate?.(400);
    // One call at a time: pressing again in need makes no second one.
    if (waits || mine) return;
    const at = seconds(serverNow());
    const seen = positioning.place();
    await press({
      lane: "sos", what: "sos", about: incident?.id ?? known?.own?.car.id ?? session.account, at, path: "/sos",
      body: { note: t("patrol.sos.note", { time: time(at, offset) }), ...(seen ? { place: seen.place, at: seen.at } : {}) },
    });
  };
  const down = () => {
    window.clearTimeout(timer.current);
    called.current = false;
    setHolding(true);
    timer.current = window.setTimeout(() => void call(), HOLD_MS);
  };
  const up = () => {
    window.clearTimeout(timer.current);
    setHolding(false);
  };
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const keys = (event: KeyboardEvent, what: () => void) => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    if (!event.repeat) what();
  };
  const released = () => {
    up();
    if (!called.current) setOpen(true);
  };
  return (
    <>
      <button
        type="button" data-tour="patrol-sos" className={`p-sos ${holding ? "holding" : ""} ${waits ? "waits" : ""} ${mine ? "called" : ""}`}
        aria-label={t("patrol.sos.button")}
        onPointerDown={down} onPointerUp={released} onPointerLeave={up} onPointerCancel={up}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={(event) => keys(event, down)} onKeyUp={(event) => keys(event, released)}
      >
        <b>SOS</b>
        <span>{t(waits ? "patrol.sos.unsent" : mine ? "patrol.sos.sent" : "patrol.sos.hold")}</span>
      </button>
      {open ? (
        <Sheet title={t("patrol.sos.title")} sos={false} onClose={() => setOpen(false)}>
          <SosState waits={waits} mine={mine} onCall={call} />
        </Sheet>
      ) : null}
    </>
  );
}
