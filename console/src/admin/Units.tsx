import { serverNow } from "../api/http";
import * as api from "../api/admin";
import { useWords } from "../i18n/context";
import { orNull, textOf } from "../lib/spec";
import { day } from "../lib/time";
import { useAsked } from "../state/useAsked";
import type { AdminProps } from "./AdminPage";
import { RecordsPart } from "./RecordsPart";

/** The patrol cars (联警巡车) and the areas that they are responsible for. */
export function Units({ id, may }: AdminProps) {
  const { t, town } = useWords();
  const asked = useAsked("units", () => api.units());
  return (
    <RecordsPart
      part="units"
      asked={asked}
      id={id}
      may={may}
      make={t("units.new")}
      idOf={(one) => one.id}
      nameOf={(one) => one.name}
      textOf={(one) => `${one.id} ${one.name} ${one.call_sign} ${one.area.name}`}
      columns={[
        { head: t("accounts.name"), names: true, cell: (one) => one.name },
        { head: t("perf.id"), cell: (one) => <code>{one.id}</code> },
        { head: t("units.call_sign"), cell: (one) => one.call_sign },
        { head: t("field.area"), cell: (one) => one.area.name },
        { head: t("units.state"), cell: (one) => one.state_name },
        { head: t("unit.crew"), cell: (one) => one.crew.map((member) => member.name).join(", ") || "—" },
      ]}
      specs={(record) => [
        { name: "id", label: t("perf.id"), kind: "text", required: true, readOnly: record !== undefined },
        { name: "name", label: t("accounts.name"), kind: "text", required: true },
        { name: "call_sign", label: t("units.call_sign"), kind: "text", required: true },
        { name: "area", label: t("field.area"), kind: "choice", required: true, options: (town?.areas ?? []).map((one) => ({ value: one.id, label: one.name })) },
        { name: "from", label: t("units.from"), kind: "date", required: true, ...(record ? { hint: t("units.from_hint") } : {}) },
        { name: "until", label: t("units.until"), kind: "date" },
      ]}
      initial={(record) => ({
        id: record?.id ?? "",
        name: record?.name ?? "",
        call_sign: record?.call_sign ?? "",
        area: record?.area.code ?? "",
        // The list does not tell since when a known car serves, so it is asked for and not guessed.
        from: record ? "" : day(serverNow(), town?.utc_offset_seconds ?? 0),
        until: "",
      })}
      send={(values, key) =>
        api.putUnit(
          {
            id: textOf(values, "id"),
            name: textOf(values, "name"),
            call_sign: textOf(values, "call_sign"),
            area: textOf(values, "area"),
            from: textOf(values, "from"),
            until: orNull(values, "until"),
          },
          key,
        )
      }
    />
  );
}
