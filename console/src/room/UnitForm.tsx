import { Button, Input, Radio } from "antd";
import { useState } from "react";
import * as room from "../api/room";
import type { Town } from "../api/types";
import { ProblemAlert } from "../components/ProblemAlert";
import { useWords } from "../i18n/context";
import { sends } from "../lib/keys";
import { fromField } from "../lib/time";
import { useSend } from "../state/useSend";

/** What the desk says of a car. */
export type UnitAct = "take_out" | "return" | "order" | "hear" | "end";

type OutReason = Extract<room.UnitCommand, { do: "take_out" }>["reason"];
/** Why a car may be out of service. */
export const OUT: readonly OutReason[] = ["fuel", "meal", "fault", "maintenance", "accident", "training", "other"];

type Props = {
  unit: room.UnitState;
  act: UnitAct;
  town: Town;
  area: string | undefined;
  reason: string | undefined;
  onDone: () => void;
  onCancel: () => void;
};

/** Out of service and back, and the orders to wait elsewhere. What is typed stays when it is refused. */
export function UnitForm(props: Props) {
  const { unit, act, town, onDone, onCancel } = props;
  const { t } = useWords();
  const { busy, problem, run } = useSend();
  const [out, setOut] = useState<OutReason>();
  const [area, setArea] = useState(props.area);
  const [reason, setReason] = useState(props.reason ?? "");
  const [until, setUntil] = useState("");
  const words = reason.trim();
  const end = until ? fromField(until, town.utc_offset_seconds) : undefined;
  const ready =
    act === "take_out" ? out !== undefined : act === "order" ? Boolean(area && words) : act === "end" ? words !== "" : true;

  const send = async () => {
    if (!ready) return;
    const limit = end ? { until: end } : {};
    const note = words ? { note: words } : {};
    const sent = await run([act, unit.id, out, area, words, end], (key) => {
      switch (act) {
        case "take_out":
          return room.commandUnit(unit.id, { do: "take_out", reason: out ?? "other", ...note, ...limit }, key);
        case "return":
          return room.commandUnit(unit.id, { do: "return", ...note }, key);
        case "order":
          return room.orderStandby(unit.id, { area: area ?? "", reason: words, ...limit }, key);
        case "hear":
          return room.acknowledgeStandby(unit.id, key);
        case "end":
          return room.endStandby(unit.id, words, key);
      }
    });
    if (sent) onDone();
  };
  const id = `unit-${unit.id}`;
  const label = `${t(`room.unit.${act}`)} · ${unit.name}`;
  return (
    <form
      className="unit-form"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (!sends(event)) return;
        event.preventDefault();
        void send();
      }}
    >
      {problem ? <ProblemAlert problem={problem} /> : null}
      {act === "take_out" ? (
        <Radio.Group
          className="chips"
          optionType="button"
          size="small"
          aria-label={t("field.reason")}
          value={out}
          onChange={(event) => setOut(OUT.find((one) => one === event.target.value))}
          options={OUT.map((one) => ({ value: one, label: t(`room.out.${one}`) }))}
        />
      ) : null}
      {act === "order" ? (
        <Radio.Group
          className="chips"
          optionType="button"
          size="small"
          aria-label={t("field.area")}
          value={area}
          onChange={(event) => setArea(String(event.target.value))}
          options={town.areas.filter((one) => one.id !== unit.area.code).map((one) => ({ value: one.id, label: one.name }))}
        />
      ) : null}
      {act === "hear" ? null : (
        <Input.TextArea
          id={`${id}-reason`}
          autoSize={{ minRows: 1, maxRows: 4 }}
          aria-label={t(act === "take_out" || act === "return" ? "field.note" : "field.reason")}
          placeholder={t(act === "take_out" || act === "return" ? "field.note" : "field.reason")}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      {act === "take_out" || act === "order" ? (
        <label className="until" htmlFor={`${id}-until`}>
          {t(act === "order" ? "room.until" : "room.back")}
          <Input id={`${id}-until`} type="datetime-local" size="small" value={until} onChange={(event) => setUntil(event.target.value)} />
        </label>
      ) : null}
      <div className="row small">
        <Button type="primary" size="small" htmlType="submit" loading={busy} disabled={!ready}>
          {t(`room.unit.${act}`)}
        </Button>
        <Button size="small" onClick={onCancel}>
          {t("app.cancel")}
        </Button>
      </div>
    </form>
  );
}
