import { Button, Tag } from "antd";
import type { Ref } from "react";
import type { Other } from "../api/presence";
import type { Incident } from "../api/types";
import { ActionBar } from "../components/ActionBar";
import { ClockLine } from "../components/ClockLine";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { Others } from "./Others";

type Props = {
  incident: Incident;
  now: number;
  others: Other[];
  acting: string | undefined;
  onAct: (code: string | undefined) => void;
  onBack: () => void;
  barRef: Ref<HTMLDivElement>;
  quiet: boolean;
};

/** What stays in sight of the incident in hand: where, how it stands, what runs, who else, what to do. */
export function HandHead({ incident, now, others, acting, onAct, onBack, barRef, quiet }: Props) {
  const { t, name } = useWords();
  const running = incident.clocks.filter((clock) => !clock.ended_at && clock.outcome !== "void");
  return (
    <div className="hand-head">
      <Button className="only-narrow" onClick={onBack}>
        ← {t("app.back")}
      </Button>
      <div className="hand-title">
        <h2 id="hand-title">{incident.address}</h2>
        <p className="tags">
          <span className={`phase phase-${incident.phase}`} data-testid="phase">
            {name("phase", incident.phase, incident.phase_name)}
          </span>
          <To route={{ page: "desk", incident: incident.id }} className="number" label={t("room.link", { id: incident.id })}>
            <code>{incident.id}</code>
          </To>
          {incident.round > 1 ? <Tag>{t("incident.round", { round: incident.round })}</Tag> : null}
          {incident.intervened ? <Tag>{t("incident.intervened")}</Tag> : null}
          {incident.rank > 0 ? <Tag>{t("room.rank", { rank: incident.rank })}</Tag> : null}
          {incident.late_entries > 0 ? <Tag>{t("incident.late_entries", { count: incident.late_entries })}</Tag> : null}
          {incident.merged_into ? (
            <To route={{ page: "desk", incident: incident.merged_into }}>{t("incident.merged_into", { id: incident.merged_into })}</To>
          ) : null}
          {running.map((clock) => (
            <ClockLine key={`${clock.clock}${clock.nth}`} clock={clock} now={now} />
          ))}
        </p>
        <Others others={others} />
      </div>
      <ActionBar incident={incident} acting={acting} onAct={onAct} barRef={barRef} quiet={quiet} />
    </div>
  );
}
