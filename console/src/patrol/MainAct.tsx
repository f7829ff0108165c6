import { useState } from "react";
import { mainAct } from "../lib/patrol";
import { usePatrol } from "./context";
import { ReportSheet } from "./ReportSheet";
import { WayLink } from "./WayLinks";
import { useWords } from "./words";

/** The big button: the one thing that comes next. */
export function MainAct() {
  const { t } = useWords();
  const { incident, foreseen, part, acting, standIn, command, known } = usePatrol();
  const [sheet, setSheet] = useState<"feedback" | "dispose">();
  if (!incident || !foreseen || !part) {
    const state = known?.own?.car.state_name;
    return <p className="p-idle">{known?.own ? t(known.own.car.out ? "patrol.idle.out" : "patrol.idle") : state}</p>;
  }
  if (!acting) {
    return (
      <button type="button" className="p-button main" onClick={standIn}>
        {t("patrol.stand_in")}
      </button>
    );
  }
  const unit = part.unit;
  switch (mainAct(foreseen, part)) {
    case "acknowledge":
      return (
        <WayLink main place={foreseen.place} name={foreseen.address} onGo={() => void command(incident, { do: "acknowledge", unit })}>
          {t("patrol.acknowledge_go")}
        </WayLink>
      );
    case "arrive": {
      // The server saw the car stand there: that is when it arrived, and how it is known.
      const seen = part.arrival_proposed_at;
      const arrive = () =>
        void command(incident, { do: "arrive", how: seen ? "position" : "phone", unit }, { hold: true, ...(seen ? { at: seen } : {}) });
      return (
        <button type="button" className="p-button main" onClick={arrive}>
          {t(seen ? "patrol.arrive_confirm" : "patrol.act.arrive")}
        </button>
      );
    }
    case "feedback":
    case "dispose": {
      const what = mainAct(foreseen, part) === "feedback" ? "feedback" : "dispose";
      return (
        <>
          <button type="button" className="p-button main" onClick={() => setSheet(what)}>
            {t(`patrol.act.${what}`)}
          </button>
          {sheet ? <ReportSheet incident={incident} what={sheet} onClose={() => setSheet(undefined)} /> : null}
        </>
      );
    }
    default:
      return <p className="p-idle">{t("patrol.reinforcing_there")}</p>;
  }
}
