// The car's state, kept by the live stream: loaded at its beginning, then told. Nothing is polled.
import { useCallback, useEffect, useRef, useState } from "react";
import * as desk from "../api/calls";
import { asProblem, type Problem, serverNow, setServerNow } from "../api/http";
import type { Happened, Incident, Session, Town } from "../api/types";
import { backoff, type Connection } from "../lib/live";
import { inHand, ownCar, partOf } from "../lib/patrol";
import * as calls from "./calls";
import * as db from "./db";
import type { Known, Sos } from "./known";
import { useStream } from "./useStream";

/** What happened to the incident in hand while nobody here did it. */
export type News = { kind: string; kindName: string; incident: Incident; left: boolean };

/** Events of cars, rosters and stand-by come in bursts. */
const TOGETHER_MS = 1_500;

export function useCar(session: Session, setTown: (town: Town) => void) {
  const who = `${session.town}/${session.account}`;
  const [known, setKnown] = useState<Known>();
  const [connection, setConnection] = useState<Connection>("connecting");
  const [problem, setProblem] = useState<Problem>();
  const [news, setNews] = useState<News>();
  const now = useRef<Known>(undefined);
  const timer = useRef(0);

  const set = useCallback((next: Known) => {
    now.current = next;
    setKnown(next);
    db.keep("known", next).catch(() => undefined);
  }, []);

  useEffect(() => {
    // What was kept is shown until the server has said; another person's is not.
    void db.kept("town").then((town) => town && setTown(town));
    void db.kept("known").then((kept) => kept?.who === who && !now.current && set(kept));
    return () => window.clearTimeout(timer.current);
  }, [who, set, setTown]);

  const readTown = useCallback(async () => {
    const town = await desk.town();
    setTown(town);
    await db.keep("town", town);
  }, [setTown]);

  const load = useCallback(async () => {
    try {
      const member = now.current?.member ?? (await calls.account()).account.member ?? "";
      const [cars, standbys, sos, alerts] = await Promise.all([calls.cars(), calls.standbys(), calls.sos(), calls.alerts()]);
      const own = ownCar(cars, member, undefined) ?? ownCar(cars, member, now.current?.own?.car.id ?? (await calls.home(member)));
      const id = own?.car.incident;
      const incident = id ? await desk.incident(id) : undefined;
      const same = incident && incident.id === now.current?.incident?.id && incident.category === now.current.incident.category;
      const protocol = (same && now.current?.protocol) || (incident && (await calls.protocol(incident.id).catch(() => undefined)));
      const standby = standbys.find((one) => one.unit === own?.car.id);
      const told = alerts.filter((one) => own && one.told_units.includes(own.car.id));
      set({
        who, member, sos, alerts: told, at: serverNow(),
        ...(own ? { own } : {}), ...(incident ? { incident } : {}), ...(protocol ? { protocol } : {}), ...(standby ? { standby } : {}),
      });
      setProblem(undefined);
    } catch (error) {
      setProblem(asProblem(error));
    }
  }, [who, set]);

  const loadSoon = useCallback(() => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void load(), TOGETHER_MS);
  }, [load]);

  /** Takes in an incident as the server has it. */
  const put = useCallback(
    (incident: Incident) => {
      const old = now.current;
      const car = old?.own?.car.id;
      if (!old || !car) return;
      const here = inHand([incident], car);
      const known = old.incident?.id === incident.id;
      if (known && old.incident && old.incident.version > incident.version) return;
      if (here) {
        const fresh = !known || old.incident?.category !== incident.category;
        const { protocol, ...rest } = old;
        set({ ...rest, incident, ...(fresh || !protocol ? {} : { protocol }), at: serverNow() });
        if (fresh) loadSoon();
      } else if (known) {
        const { incident: _, protocol: __, ...rest } = old;
        set({ ...rest, at: serverNow() });
        loadSoon();
      }
    },
    [set, loadSoon],
  );

  const hear = useCallback(
    (happened: Happened) => {
      const { incident, kind, kind_name: kindName } = happened;
      const car = now.current?.own?.car.id;
      if (!incident || !car) return;
      const before = now.current?.incident;
      const mine = before?.id === incident.id;
      const here = inHand([incident], car) !== undefined;
      if (mine && !here) setNews({ kind, kindName, incident, left: true });
      else if (here && mine && partOf(incident, car) && NEWS.has(kind)) setNews({ kind, kindName, incident, left: false });
      else if (here && !mine) setNews(undefined);
      put(incident);
      if (incident.alerts.some((one) => one.told_units.includes(car)) || now.current?.alerts.some((one) => one.incident === incident.id)) loadSoon();
    },
    [put, loadSoon],
  );

  useStream({
    hello: (at) => {
      setServerNow(at);
      setConnection("live");
      void load();
    },
    incident: hear,
    sos: (call: Sos) => {
      if (now.current) set({ ...now.current, sos: [call, ...now.current.sos.filter((one) => one.id !== call.id)] });
      loadSoon();
    },
    beside: loadSoon,
    town: () => void readTown().then(loadSoon, () => undefined),
    broken: () => setConnection("broken"),
    waiting: () => setConnection("connecting"),
    wait: backoff,
    onDuty: known?.own?.duty === "on",
  });

  useEffect(() => {
    readTown().catch(() => undefined);
  }, [readTown]);

  return { known, connection, problem, news, clearNews: useCallback(() => setNews(undefined), []), put, load };
}

/** What the crew must hear of, though it stays on the incident. */
const NEWS = new Set(["incident.call_updated", "incident.joined", "incident.reinforced", "incident.intervened", "incident.classified"]);
