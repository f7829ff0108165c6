import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { serverNow } from "../api/http";
import type { Command, Incident, Session } from "../api/types";
import { trueTime, waiting } from "../lib/outbox";
import { calls, foresee, inHand, partOf, stepsSeen } from "../lib/patrol";
import * as alarm from "./alarm";
import type { Patrol } from "./context";
import { Outbox, type Press } from "./outbox";
import { usePrefs } from "./prefs";
import { useAwake } from "./useAwake";
import { useCar } from "./useCar";
import { usePosition } from "./usePosition";
import { useWords } from "./words";

/** How long a weighty press can be taken back. Far below what makes an entry late. */
const HOLD_MS = 5_000;

/** Puts the parts of the page together. */
export function usePatrolState(session: Session, onLogOut: () => void): Patrol {
  const { t, setTown } = useWords();
  const { awake } = usePrefs();
  const car = useCar(session, setTown);
  const { known, put, load } = car;
  const [standingIn, setStandingIn] = useState(false);
  const [quiet, setQuiet] = useState(false);

  const who = `${session.town}/${session.account}`;
  const outbox = useMemo(
    () =>
      new Outbox(who, (act, { incident }) => {
        if (incident) put(incident);
        if (act.lane === "sos" || !incident) void load();
      }),
    [who, put, load],
  );
  useEffect(() => outbox.start(), [outbox]);
  const standing = useSyncExternalStore(outbox.subscribe, outbox.standing);
  // The stream is back before the next attempt is due.
  useEffect(() => {
    if (car.connection === "live") outbox.kick();
  }, [car.connection, outbox]);

  const carId = known?.own?.car.id;
  const incident = known?.incident;
  const pending = useMemo(() => waiting(standing.acts, who), [standing.acts, who]);
  const foreseen = incident && carId ? foresee(incident, carId, pending) : undefined;
  const part = foreseen && carId ? partOf(foreseen, carId) : undefined;

  const duty = known?.own?.duty === "on";
  // Until the car is seen to stand there.
  const going = Boolean(duty && part && !part.arrived_at && !part.arrival_proposed_at);
  const positioning = usePosition({ duty, goal: going ? incident?.place : undefined, precise: going });
  useAwake(awake && duty);

  // Another call sounds though the last one was silenced.
  const calling = calls(part) ? foreseen?.id : undefined;
  useEffect(() => {
    if (!calling || !foreseen) return;
    setQuiet(false);
    void alarm.notice(t("patrol.notice.assigned"), foreseen.address);
    // Once for each call, not for each of its changes.
  }, [calling]);

  const press = useCallback((one: Press) => outbox.press(one), [outbox]);
  const command = useCallback(
    (about: Incident, what: Command, more: { words?: string; at?: string; hold?: boolean } = {}) => {
      const at = trueTime(more.at ? Date.parse(more.at) : serverNow(), ...stepsSeen(about));
      return outbox.press({
        lane: "acts",
        what: what.do,
        about: about.id,
        at,
        path: `/incidents/${encodeURIComponent(about.id)}/commands`,
        // No version: a report of what happened is true whatever the desk did meanwhile, and the server's
        // line of steps decides whether it still fits.
        body: { command: what, occurred_at: at },
        ...(more.words ? { words: more.words } : {}),
        ...(more.hold ? { holdUntil: Date.now() + HOLD_MS } : {}),
      });
    },
    [outbox],
  );

  return {
    session, onLogOut, known, incident, foreseen, part, outbox, standing, pending, press, command, positioning, quiet, setQuiet,
    acting: known?.own?.duty !== "off" || standingIn,
    standIn: useCallback(() => setStandingIn(true), []),
    connection: car.connection,
    problem: car.problem,
    reload: useCallback(() => void load(), [load]),
    news: car.news,
    clearNews: car.clearNews,
  };
}

/** Whether an incident is one that the car is still on. */
export const isInHand = (incident: Incident, car: string | undefined): boolean =>
  car !== undefined && inHand([incident], car) !== undefined;
