import { Alert, Button } from "antd";
import { useState } from "react";
import type { Standby, UnitState } from "../api/room";
import type { Town } from "../api/types";
import { useWords } from "../i18n/context";
import { duration, time } from "../lib/time";
import { OUT, UnitForm, type UnitAct } from "./UnitForm";
import type { Situation } from "./useSituation";

type Props = {
  situation: Situation;
  town: Town;
  now: number;
  onPick: (incident: string) => void;
  onChanged: () => void;
};

type Acting = { unit: string; act: UnitAct; area?: string; reason?: string };

/** Every car: how it stands and since when, who is in it, where it waits; and how the areas are covered. */
export function UnitList({ situation, town, now, onPick, onChanged }: Props) {
  const { t, language } = useWords();
  const [acting, setActing] = useState<Acting>();
  const { units, standbys, coverage } = situation;
  const thin = coverage?.areas.filter((one) => one.thin) ?? [];
  const advice = coverage?.advice ?? undefined;
  const done = () => {
    setActing(undefined);
    onChanged();
  };
  return (
    <>
      {advice ? (
        <Alert
          type="warning"
          showIcon
          title={language === "en" ? advice.sentence_en : advice.sentence}
          action={
            <Button
              size="small"
              onClick={() => setActing({ unit: advice.unit, act: "order", area: advice.area, reason: advice.sentence })}
            >
              {t("cover.order")}
            </Button>
          }
        />
      ) : null}
      <ul className="rows">
        {units.map((unit) => (
          <OneUnit
            key={unit.id}
            unit={unit}
            standby={standbys.find((one) => one.unit === unit.id)}
            town={town}
            now={now}
            acting={acting?.unit === unit.id ? acting : undefined}
            onAct={(act) => setActing(act && { unit: unit.id, act })}
            onPick={onPick}
            onDone={done}
          />
        ))}
      </ul>
      <p className="quiet cover">
        {thin.length > 0
          ? t("cover.thin", { areas: thin.map((one) => one.area_name).join(" · ") })
          : coverage
            ? t("cover.all")
            : null}
      </p>
    </>
  );
}

type UnitProps = {
  unit: UnitState;
  standby: Standby | undefined;
  town: Town;
  now: number;
  acting: Acting | undefined;
  onAct: (act: UnitAct | undefined) => void;
  onPick: (incident: string) => void;
  onDone: () => void;
};

function OneUnit({ unit, standby, town, now, acting, onAct, onPick, onDone }: UnitProps) {
  const { t, name } = useWords();
  const { incident, out } = unit;
  const clock = (iso: string) => time(iso, town.utc_offset_seconds).slice(0, 5);
  const why = OUT.find((one) => one === out?.reason);
  const offered: UnitAct[] = out ? ["return"] : ["take_out"];
  if (standby) offered.push(...(standby.acknowledged_at ? (["end"] as const) : (["hear", "end"] as const)));
  else if (!out && !incident) offered.push("order");
  return (
    <li>
      <div className="row-head">
        <b>{unit.name}</b> <span className="quiet">{unit.call_sign}</span>
        <span className={`state state-${unit.state}`}>{name("unit_state", unit.state, unit.state_name)}</span>
        {unit.since ? <span className="item-time">{duration((now - Date.parse(unit.since)) / 1000)}</span> : null}
      </div>
      <div className="unit-second">
        <p className="quiet">
          {unit.area.name} · {unit.crew.length > 0 ? unit.crew.map((one) => one.name).join(", ") : t("unit.no_crew")}
        </p>
        <span className="row small">
          {offered.map((act) => (
            <Button key={act} size="small" aria-expanded={acting?.act === act} onClick={() => onAct(acting?.act === act ? undefined : act)}>
              {t(`room.unit.${act}`)}
            </Button>
          ))}
        </span>
      </div>
      {incident ? (
        <button type="button" className="as-link" onClick={() => onPick(incident)}>
          {t("room.on", { id: incident })}
        </button>
      ) : null}
      {out ? (
        <p className="late">
          {why ? t(`room.out.${why}`) : out?.reason_name}
          {out.note ? ` · ${out.note}` : null}
          {out.until ? ` · ${t("room.back_at", { time: clock(out.until) })}` : null}
        </p>
      ) : null}
      {standby ? (
        <p className={standby.acknowledged_at ? "" : "late"}>
          {t("cover.waits", { area: standby.area_name, place: standby.place_name, time: clock(standby.until) })}
          {" · "}
          {t(standby.acknowledged_at ? "cover.heard" : "cover.unheard")}
        </p>
      ) : null}
      {acting ? (
        <UnitForm
          key={acting.act}
          unit={unit}
          act={acting.act}
          town={town}
          area={acting.area}
          reason={acting.reason}
          onDone={onDone}
          onCancel={() => onAct(undefined)}
        />
      ) : null}
    </li>
  );
}
