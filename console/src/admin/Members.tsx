import { serverNow } from "../api/http";
import * as api from "../api/admin";
import { useWords } from "../i18n/context";
import { orNull, textOf } from "../lib/spec";
import { day } from "../lib/time";
import { useAsked } from "../state/useAsked";
import type { AdminProps } from "./AdminPage";
import { RecordsPart } from "./RecordsPart";

/** The members (联警队员), those who left included. */
export function Members({ id, may }: AdminProps) {
  const { t, town } = useWords();
  const asked = useAsked("members", () => api.members());
  const units = useAsked("units", () => api.units());
  const unitName = (unit: string) => units.value?.find((one) => one.id === unit)?.name ?? unit;
  const teams = [...new Set((asked.value ?? []).map((one) => one.team))].sort();
  return (
    <RecordsPart
      part="members"
      asked={asked}
      id={id}
      may={may}
      make={t("members.new")}
      idOf={(one) => one.id}
      nameOf={(one) => `${one.name} (${one.id})`}
      textOf={(one) => `${one.id} ${one.name} ${one.team} ${unitName(one.unit)}`}
      columns={[
        { head: t("members.badge"), names: true, cell: (one) => <code>{one.id}</code> },
        { head: t("accounts.name"), cell: (one) => one.name },
        { head: t("members.team"), cell: (one) => one.team },
        { head: t("members.unit"), cell: (one) => unitName(one.unit) },
        { head: t("members.from"), cell: (one) => <span className="nowrap">{one.from}</span> },
        { head: t("members.until"), cell: (one) => <span className="nowrap">{one.until ?? ""}</span> },
      ]}
      specs={(record) => [
        { name: "id", label: t("members.badge"), kind: "text", required: true, readOnly: record !== undefined },
        { name: "name", label: t("accounts.name"), kind: "text", required: true },
        { name: "team", label: t("members.team"), kind: "choice", required: true, options: teams.map((team) => ({ value: team, label: team })) },
        { name: "unit", label: t("members.unit"), kind: "choice", required: true, options: (units.value ?? []).map((one) => ({ value: one.id, label: one.name })) },
        { name: "from", label: t("members.from"), kind: "date", required: true },
        { name: "until", label: t("members.until"), kind: "date", hint: t("members.until_hint") },
      ]}
      initial={(record) => ({
        id: record?.id ?? "",
        name: record?.name ?? "",
        team: record?.team ?? "",
        unit: record?.unit ?? "",
        from: record?.from ?? day(serverNow(), town?.utc_offset_seconds ?? 0),
        until: record?.until ?? "",
      })}
      send={(values, key) =>
        api.putMember(
          {
            id: textOf(values, "id"),
            name: textOf(values, "name"),
            team: textOf(values, "team"),
            unit: textOf(values, "unit"),
            from: textOf(values, "from"),
            until: orNull(values, "until"),
          },
          key,
        )
      }
    />
  );
}
