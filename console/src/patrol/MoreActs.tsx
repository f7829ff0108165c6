import { useState } from "react";
import { clocksFor } from "../lib/commands";
import { may } from "../lib/patrol";
import { usePatrol } from "./context";
import { Media } from "./Media";
import { ReasonSheet } from "./ReasonSheet";
import { ReportSheet } from "./ReportSheet";
import { WayLink } from "./WayLinks";
import { useWords } from "./words";

type Open = "refuse" | "help" | "explain" | "dispose";

/** What a crew may also do now. */
export function MoreActs() {
  const { t, name } = useWords();
  const { incident, foreseen, part, acting, command, known } = usePatrol();
  const [open, setOpen] = useState<Open>();
  if (!incident || !foreseen || !part || !acting) return null;
  const unit = part.unit;
  const close = () => setOpen(undefined);
  const acknowledged = Boolean(part.acknowledged_at || part.arrived_at);
  const mayRefuse = may(incident, foreseen, "refuse_assignment") && !part.arrived_at;
  const relief = known?.own?.car.relief && incident.next.includes("hand_over");
  const unexplained = may(incident, foreseen, "explain_breach") ? clocksFor("explain_breach", foreseen)[0] : undefined;
  return (
    <div className="p-more">
      {acknowledged ? (
        <WayLink place={foreseen.place} name={foreseen.address} />
      ) : (
        <button type="button" className="p-button" onClick={() => void command(incident, { do: "acknowledge", unit })}>
          {t("patrol.acknowledge_only")}
        </button>
      )}
      {part.arrived_at && part.lead && foreseen.phase === "arrived" ? (
        <button type="button" className="p-button" onClick={() => setOpen("dispose")}>
          {t("patrol.dispose_now")}
        </button>
      ) : null}
      {part.arrived_at && may(incident, foreseen, "answer_check_in") ? (
        <button type="button" className="p-button warn" onClick={() => setOpen("help")}>
          {t("patrol.act.help")}
        </button>
      ) : null}
      {mayRefuse ? (
        <button type="button" className="p-button" onClick={() => setOpen("refuse")}>
          {t("patrol.act.refuse")}
        </button>
      ) : null}
      {relief ? (
        <button type="button" className="p-button" onClick={() => void command(incident, { do: "hand_over", unit })}>
          {t("patrol.act.relieve")}
        </button>
      ) : null}
      {unexplained ? (
        <button type="button" className="p-button" onClick={() => setOpen("explain")}>
          {t("patrol.act.explain")}
        </button>
      ) : null}
      <Media incident={foreseen} />
      {open === "dispose" ? <ReportSheet incident={incident} what="dispose" onClose={close} /> : null}
      {open === "refuse" ? (
        <ReasonSheet
          title={t("patrol.act.refuse")} what={t("patrol.refuse.what")} label={t("patrol.reason")} send={t("patrol.refuse.send")}
          draft={`${incident.id}.refuse`} kind="refuse" danger onClose={close}
          onSend={(reason) => command(incident, { do: "refuse_assignment", reason, unit }, { words: reason })}
        />
      ) : null}
      {open === "help" ? (
        <ReasonSheet
          title={t("patrol.act.help")} what={t("patrol.help.what")} label={t("patrol.help.label")} send={t("patrol.help.send")}
          draft={`${incident.id}.help`} kind="help" danger optional onClose={close}
          onSend={(note) => command(incident, { do: "answer_check_in", answer: "need_help", unit, ...(note ? { note } : {}) }, { words: note })}
        />
      ) : null}
      {open === "explain" && unexplained ? (
        <ReasonSheet
          title={t("patrol.act.explain")} what={t("patrol.explain.what", { clock: name("clock", unexplained.clock, unexplained.name) })}
          label={t("patrol.reason")} send={t("patrol.explain.send")} draft={`${incident.id}.explain`} kind="explain" onClose={close}
          onSend={(reason) => command(incident, { do: "explain_breach", clock: unexplained.clock, reason }, { words: reason })}
        />
      ) : null}
    </div>
  );
}
