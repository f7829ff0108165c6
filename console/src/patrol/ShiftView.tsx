import { useEffect, useState } from "react";
import { asProblem, type Problem, serverNow } from "../api/http";
import type { Incident } from "../api/types";
import { finished } from "../lib/patrol";
import { day } from "../lib/time";
import * as calls from "./calls";
import { CarState } from "./CarState";
import { usePatrol } from "./context";
import { FinishedList } from "./FinishedList";
import { Month } from "./Month";
import { OwnTurn } from "./OwnTurn";
import { Refusal } from "./Refusal";
import { useWords } from "./words";

type Read = { turns: calls.Turn[]; done: Incident[]; line: calls.Line | undefined };

const DAY_MS = 86_400_000;

/** The member's own shift, the car, what the crew has finished today and how callers saw it. */
export function ShiftView() {
  const { t, offset } = useWords();
  const { known, pending } = usePatrol();
  const [read, setRead] = useState<Read>();
  const [problem, setProblem] = useState<Problem>();
  const [again, setAgain] = useState(0);
  const { member, own } = known ?? {};
  const car = own?.car.id;
  // An incident was finished, or somebody checked in: not each position or clock.
  const turnOf = [own?.car.state, own?.car.since, pending.length].join();
  useEffect(() => {
    if (!member || !car) return;
    let stale = false;
    const today = day(serverNow(), offset);
    const midnight = Date.parse(`${today}T00:00:00Z`) - offset * 1000;
    // A night's turn began on the day before.
    const days = [day(serverNow() - DAY_MS, offset), today];
    Promise.all([
      Promise.all(days.map(calls.dutyDay)),
      calls.since(midnight),
      // Before a month has its first figures there is no line, which is no fault.
      calls.line(today.slice(0, 7), member).catch(() => undefined),
    ]).then(
      ([duty, incidents, line]) => {
        if (stale) return;
        const turns = duty.flatMap((one) => one.turns).filter((one) => one.member.code === member && Date.parse(one.to) > midnight);
        setRead({ turns, done: finished(incidents, car, midnight), line });
        setProblem(undefined);
      },
      (error: unknown) => !stale && setProblem(asProblem(error)),
    );
    return () => {
      stale = true;
    };
  }, [member, car, offset, again, turnOf]);
  return (
    <>
      {problem ? (
        <Refusal problem={problem.body}>
          <button type="button" className="p-button" onClick={() => setAgain((count) => count + 1)}>
            {t("patrol.retry")}
          </button>
        </Refusal>
      ) : null}
      {read ? <OwnTurn turns={read.turns} /> : null}
      <CarState />
      {read ? (
        <>
          <FinishedList incidents={read.done} car={car ?? ""} />
          {read.line ? <Month line={read.line} /> : null}
        </>
      ) : problem ? null : (
        <p className="p-empty" aria-busy="true">
          {t("patrol.loading")}
        </p>
      )}
    </>
  );
}
