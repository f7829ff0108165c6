import { App, Button } from "antd";
import { useState } from "react";
import * as duty from "../api/duty";
import type { EquipmentKind, MemberRecord, Piece } from "../api/duty";
import { serverNow } from "../api/http";
import { ActForm } from "../components/ActForm";
import { Panel } from "../components/Panel";
import { useWords } from "../i18n/context";
import { type Ask, must, text } from "../lib/acts";
import { entryOf, type Happening, happenings, holderName } from "../lib/equipment";
import { daysOn } from "../lib/report/words";
import { day } from "../lib/time";

type Props = {
  piece: Piece;
  kind: EquipmentKind | undefined;
  members: MemberRecord[];
  may: boolean;
  onChanged: () => void;
  onClose: () => void;
};

/** A piece with all who held it, and what happens to it next. */
export function PiecePanel({ piece, kind, members, may, onChanged, onClose }: Props) {
  const { t, name, town } = useWords();
  const { message } = App.useApp();
  const [act, setAct] = useState<Happening>();
  const today = day(serverNow(), town?.utc_offset_seconds ?? 0);
  const every = kind?.calibrate_every_days ?? undefined;
  const here = members.filter((one) => !one.until || one.until >= today);
  const holders = [
    ...(town?.units ?? []).map((one) => ({ value: `unit:${one.id}`, label: one.name })),
    ...here.map((one) => ({ value: `member:${one.id}`, label: `${one.name} ${one.id}` })),
  ];
  const fields: Ask[] = [
    ...(act === "issued" ? [{ name: "holder", label: t("duty.issue_to"), kind: "choice" as const, required: true, options: holders }] : []),
    { name: "day", label: t("duty.day"), kind: "date", required: true },
    ...(act === "calibrated" ? [{ name: "due", label: t("duty.calibration_due"), kind: "date" as const, required: true }] : []),
    { name: "note", label: t("duty.note"), kind: "text" },
  ];
  return (
    <Panel title={`${piece.kind.name} ${piece.serial}`} onClose={onClose}>
      <p className="row">
        <span className={`mark condition-${piece.condition}`}>{name("condition", piece.condition, piece.condition_name)}</span>
        {holderName(piece.holder) ? <b>{holderName(piece.holder)}</b> : null}
      </p>
      <dl className="facts">
        <div>
          <dt>{t("duty.calibrated")}</dt>
          <dd>{piece.calibrated ?? "—"}</dd>
        </div>
        <div>
          <dt>{t("duty.calibration_due")}</dt>
          <dd>{piece.calibration_due ?? "—"}</dd>
        </div>
        <div>
          <dt>{t("duty.last_record")}</dt>
          <dd>
            {piece.last}
            {piece.note ? ` · ${piece.note}` : null}
          </dd>
        </div>
        {every ? (
          <div>
            <dt>{t("duty.calibrate_every")}</dt>
            <dd>{t("duty.days", { days: every })}</dd>
          </div>
        ) : null}
      </dl>
      {may && act === undefined ? (
        <div className="row" role="group" aria-label={t("action.bar")}>
          {happenings(piece, every !== undefined).map((one, nth) => (
            <Button key={one} type={nth === 0 ? "primary" : "default"} onClick={() => setAct(one)}>
              {t(`duty.happened.${one}`)}
            </Button>
          ))}
        </div>
      ) : null}
      {act ? (
        <ActForm
          key={act}
          draft={`equipment.${piece.kind.code}.${piece.serial}.${act}`}
          title={t(`duty.happened.${act}`)}
          fields={fields}
          begin={{ day: today, ...(every ? { due: daysOn(today, every) } : {}) }}
          onSend={async (given, key) => {
            const note = text(given, "note");
            await duty.enterEquipment(
              { kind: piece.kind.code, serial: piece.serial, day: must(given, "day"), entry: entryOf(act, given), ...(note ? { note } : {}) },
              key,
            );
            message.success(t("duty.recorded"));
            setAct(undefined);
            onChanged();
          }}
          onCancel={() => setAct(undefined)}
        />
      ) : null}
      <section aria-labelledby="holders">
        <h3 id="holders">{t("duty.history")}</h3>
        {piece.history.length === 0 ? <p className="quiet">{t("duty.no_history")}</p> : null}
        <ol className="plain">
          {piece.history.toReversed().map((one) => (
            <li key={`${holderName(one) ?? ""}${one.from ?? ""}`}>
              <b>{holderName(one)}</b>{" "}
              <span className="figure quiet">
                {one.from ?? ""} – {one.to ?? t("duty.until_now")}
              </span>
            </li>
          ))}
        </ol>
      </section>
    </Panel>
  );
}
