import { serverNow } from "../api/http";
import { seconds } from "../lib/outbox";
import { toMinutes } from "../lib/patrol";
import { shortTime } from "../lib/time";
import type { Turn } from "./calls";
import { usePatrol } from "./context";
import { useWords } from "./words";

/** One may check in a while before the turn begins, and out a while after it has ended. */
const AROUND_MS = 2 * 3_600_000;

/** The member's turns of the day, with coming and leaving (签到、签退). */
export function OwnTurn({ turns }: { turns: Turn[] }) {
  const { t, offset } = useWords();
  const { press, pending, known } = usePatrol();
  const now = serverNow();
  const at = (iso: string) => toMinutes(shortTime(iso, offset, now));
  const mark = (direction: "in" | "out") => () => {
    const moment = seconds(serverNow());
    void press({
      lane: "acts", what: `mark_${direction}`, about: known?.member ?? "", at: moment, path: "/duty/attendance",
      body: { entry: { do: "mark", direction, how: "phone" }, occurred_at: moment },
    });
  };
  const waits = (direction: string) => pending.some((one) => one.what === `mark_${direction}`);
  return (
    <section className="p-card" aria-labelledby="p-turn">
      <h2 id="p-turn">{t("patrol.turn")}</h2>
      {turns.length === 0 ? <p>{t("patrol.turn.none")}</p> : null}
      {turns.map((turn) => {
        const [from, to] = [Date.parse(turn.from), Date.parse(turn.to)];
        const mayCome = !turn.came_at && from - AROUND_MS <= now && now <= to;
        const mayLeave = turn.came_at && !turn.left_at && now <= to + AROUND_MS;
        return (
          <div key={turn.from} className="p-turn">
            <p>
              <b>{turn.shift.name}</b> {at(turn.from)} – {at(turn.to)} · {turn.unit.name}
            </p>
            <p className="p-small">
              {turn.came_at ? t("patrol.turn.came", { time: at(turn.came_at) }) : t("patrol.turn.not_come")}
              {turn.left_at ? ` · ${t("patrol.turn.left", { time: at(turn.left_at) })}` : ""}
              {turn.marks.length > 0 ? ` · ${turn.marks.map((one) => one.name).join(" ")}` : ""}
            </p>
            {mayCome ? (
              <button type="button" className="p-button good" disabled={waits("in")} onClick={mark("in")}>
                {t(waits("in") ? "patrol.unsent" : "patrol.turn.come")}
              </button>
            ) : null}
            {mayLeave ? (
              <button type="button" className="p-button" disabled={waits("out")} onClick={mark("out")}>
                {t(waits("out") ? "patrol.unsent" : "patrol.turn.leave")}
              </button>
            ) : null}
          </div>
        );
      })}
    </section>
  );
}
