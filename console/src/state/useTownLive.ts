// The town as it is now, for the map and the wall: the live stream, and the lists that it begins from.
import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import * as calls from "../api/calls";
import { asProblem, type Problem, serverNow } from "../api/http";
import * as read from "../api/map";
import { sos as openSos } from "../api/room";
import type { Session } from "../api/types";
import { useWords } from "../i18n/context";
import { emptyTown, type LiveTown, reduceAll, type TownMessage } from "../lib/liveTown";
import { mayReadDuty, maySeeCars } from "../lib/rights";
import { listen } from "./stream";

/** Messages of so long a moment become one drawing. */
const MOMENT_MS = 250;
/** Several events in a row ask for the cars once. */
const SETTLE_MS = 1_500;
/** A list that did not come is asked for again after so long. */
const AGAIN_MS = 10_000;

export type TownLive = LiveTown & {
  problem: Problem | undefined;
  /** The policy's limit: an older position is not believed. */
  oldAfter: number | undefined;
  /** When anything was heard last, by the server's clock. */
  heard: () => number;
  retry: () => void;
};

/** `sos`: whether the calls for help are wanted too; beside the desk, the room knows them already. */
export function useTownLive(session: Session, sos = true): TownLive {
  const { setTown } = useWords();
  const [live, tell] = useReducer(reduceAll, emptyTown);
  const [problem, setProblem] = useState<Problem>();
  const [oldAfter, setOldAfter] = useState<number>();
  const [again, setAgain] = useState(0);
  const position = useRef<number | undefined>(undefined);
  const heardAt = useRef(0);
  const seesCars = maySeeCars(session.role);
  const readsDuty = mayReadDuty(session.role);
  const readsSos = sos && readsDuty;

  useEffect(() => {
    let waiting: TownMessage[] = [];
    let timer = 0;
    const flush = () => {
      timer = 0;
      const messages = waiting;
      waiting = [];
      tell(messages);
    };
    const stop = listen({
      after: () => position.current,
      message: (message) => {
        if (message.type === "incident") position.current = message.happened.position;
        else if ("position" in message) position.current = message.position;
        waiting.push(message);
        timer ||= window.setTimeout(flush, MOMENT_MS);
      },
      alive: () => {
        heardAt.current = serverNow();
      },
      refused: () => {
        calls.town().then(setTown, () => undefined);
      },
    });
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, [setTown]);

  // The stream is heard before the list is read, so that nothing falls in between.
  useEffect(() => {
    if (live.loads === 0) return;
    let stale = false;
    let timer = 0;
    tell([{ type: "asked" }]);
    Promise.all([read.openIncidents(), readsSos ? openSos() : [], calls.town(), read.policy()]).then(
      ([incidents, help, town, policy]) => {
        if (stale) return;
        tell([{ type: "listed", incidents, sos: help }]);
        setTown(town);
        setOldAfter(policy.dispatch?.position_stale_seconds);
        setProblem(undefined);
      },
      (error: unknown) => {
        if (stale) return;
        setProblem(asProblem(error));
        timer = window.setTimeout(() => setAgain((count) => count + 1), AGAIN_MS);
      },
    );
    return () => {
      stale = true;
      window.clearTimeout(timer);
    };
  }, [live.loads, again, readsSos, setTown]);

  // Positions are not in the log: what was told while the stream was away is read anew.
  useEffect(() => {
    if (!seesCars || live.connections === 0) return;
    let stale = false;
    read.positions().then(
      (positions) => !stale && tell([{ type: "positions", positions }]),
      (error: unknown) => !stale && setProblem(asProblem(error)),
    );
    return () => {
      stale = true;
    };
  }, [live.connections, again, seesCars]);

  const { unitChanges, townChanges, loads } = live;
  const asks = `${unitChanges} ${townChanges} ${loads} ${again}`;
  useEffect(() => {
    if (!readsDuty || loads === 0) return;
    let stale = false;
    const timer = window.setTimeout(
      () =>
        read.units().then(
          (units) => !stale && tell([{ type: "units", units }]),
          (error: unknown) => !stale && setProblem(asProblem(error)),
        ),
      asks === "0 0 1 0" ? 0 : SETTLE_MS,
    );
    return () => {
      stale = true;
      window.clearTimeout(timer);
    };
  }, [asks, loads, readsDuty]);

  useEffect(() => {
    if (townChanges === 0) return;
    Promise.all([calls.town(), read.policy()]).then(
      ([town, policy]) => {
        setTown(town);
        setOldAfter(policy.dispatch?.position_stale_seconds);
      },
      () => undefined,
    );
  }, [townChanges, setTown]);

  const heard = useCallback(() => heardAt.current, []);
  const retry = useCallback(() => setAgain((count) => count + 1), []);
  return { ...live, problem, oldAfter, heard, retry };
}
