import { App } from "antd";
import * as duty from "../api/duty";
import type { EquipmentKind } from "../api/duty";
import { serverNow } from "../api/http";
import { ActForm } from "../components/ActForm";
import { useWords } from "../i18n/context";
import { must, text } from "../lib/acts";
import { day } from "../lib/time";

/** A new piece comes into the store room (入库). */
export function NewPiece({ kinds, onDone, onClose }: { kinds: EquipmentKind[]; onDone: () => void; onClose: () => void }) {
  const { t, town } = useWords();
  const { message } = App.useApp();
  return (
    <ActForm
      draft="equipment.new"
      title={t("duty.acquire")}
      fields={[
        { name: "kind", label: t("duty.equipment_kind"), kind: "choice", required: true, options: kinds.map((one) => ({ value: one.id, label: one.name })) },
        { name: "serial", label: t("duty.serial"), kind: "line", required: true },
        { name: "day", label: t("duty.day"), kind: "date", required: true },
        { name: "note", label: t("duty.note"), kind: "line" },
      ]}
      begin={{ day: day(serverNow(), town?.utc_offset_seconds ?? 0) }}
      onSend={async (given, key) => {
        const note = text(given, "note");
        await duty.enterEquipment(
          { kind: must(given, "kind"), serial: must(given, "serial"), day: must(given, "day"), entry: { do: "acquired" }, ...(note ? { note } : {}) },
          key,
        );
        message.success(t("duty.recorded"));
        onDone();
        onClose();
      }}
      onCancel={onClose}
    />
  );
}
