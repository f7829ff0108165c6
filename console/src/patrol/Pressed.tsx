import { useEffect, useState } from "react";
import { events } from "../api/calls";
import { serverNow } from "../api/http";
import type { Incident, LoggedEvent, Unit } from "../api/types";
import { fieldsOf } from "../lib/told";
import { shortTime } from "../lib/time";
import { usePatrol } from "./context";
import { useWords } from "./words";

const STEPS = new Set(["incident.acknowledged", "incident.arrived", "incident.feedback_given", "incident.disposed"]);

/** The steps so far, and who in the car (or at the desk) pressed them: nobody has to press twice. */
export function Pressed({ incident, part }: { incident: Incident; part: Unit | undefined }) {
  const { t, name, offset } = useWords();
  const { session, pending } = usePatrol();
  const [done, setDone] = useState<LoggedEvent[]>([]);
  // Read anew only when the server has taken a step, not at every event.
  const steps = [incident.phase, ...incident.units.flatMap((unit) => [unit.unit, unit.acknowledged_at, unit.arrived_at])].join();
  useEffect(() => {
    const stop = new AbortController();
    events(incident.id, stop.signal).then(setDone, () => undefined);
    return () => stop.abort();
  }, [steps, incident.id]);
  const mine = done.filter((one) => STEPS.has(one.kind) && [undefined, part?.unit].includes(unitOf(one)));
  const waits = pending.filter((one) => one.about === incident.id && one.lane === "acts");
  if (mine.length + waits.length === 0) return null;
  const at = (iso: string) => shortTime(iso, offset, serverNow());
  return (
    <section className="p-card" aria-labelledby="p-steps">
      <h3 id="p-steps">{t("patrol.steps")}</h3>
      <ol className="p-steps">
        {mine.map((one) => (
          <li key={one.version}>
            <time dateTime={one.occurred_at}>{at(one.occurred_at)}</time> <b>{name("kind", one.kind, one.kind_name)}</b>{" "}
            <span className="p-small">
              {one.account === session.account ? t("patrol.by_you") : t("patrol.by", { account: one.account })}
              {one.late ? ` · ${t("patrol.late")}` : ""}
            </span>
          </li>
        ))}
        {waits.map((one) => (
          <li key={one.key} className="waits">
            <time dateTime={one.at}>{at(one.at)}</time> <b>{name("command", one.what)}</b>{" "}
            <span className="p-small">{t("patrol.unsent")}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function unitOf(event: LoggedEvent): string | undefined {
  const { unit } = fieldsOf(event.payload);
  return typeof unit === "string" ? unit : undefined;
}
