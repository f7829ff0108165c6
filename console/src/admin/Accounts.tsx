import * as api from "../api/admin";
import type { Role } from "../api/types";
import { useWords } from "../i18n/context";
import { orNull, textOf } from "../lib/spec";
import { useAsked } from "../state/useAsked";
import { AccountActs } from "./AccountActs";
import type { AdminProps } from "./AdminPage";
import { RecordsPart } from "./RecordsPart";
import { useMoment } from "./useMoment";

const ROLES: readonly Role[] = [
  "commander", "dispatcher", "member", "department", "follow_up", "duty_manager", "performance", "leader", "auditor", "administrator",
];

/** The town's accounts: opened, changed, closed, let in again. */
export function Accounts({ id, may, session }: AdminProps) {
  const { t, name } = useWords();
  const moment = useMoment();
  const asked = useAsked("accounts", () => api.accounts());
  const members = useAsked("members", () => api.members());
  const departments = useAsked("departments", () => api.departments());
  const roleOf = (role: string) => ROLES.find((one) => one === role) ?? "member";
  return (
    <RecordsPart
      part="accounts"
      asked={asked}
      id={id}
      may={may}
      make={t("accounts.new")}
      idOf={(one) => one.id}
      nameOf={(one) => `${one.name} (${one.id})`}
      textOf={(one) => `${one.id} ${one.name} ${name("role", one.role, one.role_name)}`}
      fixed={(one) => one.closed}
      columns={[
        { head: t("login.account"), names: true, cell: (one) => <code>{one.id}</code> },
        { head: t("accounts.name"), cell: (one) => one.name },
        { head: t("accounts.role"), cell: (one) => name("role", one.role, one.role_name) },
        { head: t("accounts.of"), cell: (one) => one.member ?? one.department ?? "" },
        {
          head: t("accounts.standing"),
          cell: (one) => (
            <>
              {one.closed ? <span className="tag off">{t("accounts.closed")}</span> : null}
              {one.locked_until ? <span className="tag bad">{t("accounts.locked")}</span> : null}
              {one.must_change ? <span className="tag">{t("accounts.must_change")}</span> : null}
              {!one.closed && !one.has_password ? <span className="tag">{t("accounts.no_password")}</span> : null}
              {one.second_factor ? <span className="tag good">{t("factor.title")}</span> : null}
            </>
          ),
        },
        { head: t("accounts.last_login"), cell: (one) => moment(one.last_login_at) },
      ]}
      specs={(record, values) => [
        { name: "id", label: t("login.account"), kind: "text", required: true, readOnly: record !== undefined, hint: t("accounts.id_hint") },
        { name: "name", label: t("accounts.name"), kind: "text", required: true },
        {
          name: "role",
          label: t("accounts.role"),
          kind: "choice",
          required: true,
          wide: true,
          ...(record ? { hint: t("accounts.role_hint") } : {}),
          options: ROLES.map((role) => ({ value: role, label: name("role", role) })),
        },
        ...(textOf(values, "role") === "member"
          ? [
              {
                name: "member",
                label: t("accounts.member"),
                kind: "choice" as const,
                required: true,
                wide: true,
                options: (members.value ?? []).map((one) => ({ value: one.id, label: `${one.name} (${one.id})` })),
              },
            ]
          : []),
        ...(textOf(values, "role") === "department"
          ? [
              {
                name: "department",
                label: t("accounts.department"),
                kind: "choice" as const,
                required: true,
                wide: true,
                options: (departments.value ?? []).map((one) => ({ value: one.id, label: one.name })),
              },
            ]
          : []),
        ...(record
          ? []
          : [{ name: "external", label: t("accounts.external"), kind: "text" as const, wide: true, hint: t("accounts.external_hint") }]),
      ]}
      initial={(record) => ({
        id: record?.id ?? "",
        name: record?.name ?? "",
        role: record?.role ?? "",
        member: record?.member ?? "",
        department: record?.department ?? "",
        external: record?.external ?? "",
      })}
      send={(values, key, record) => {
        const role = roleOf(textOf(values, "role"));
        const body = {
          name: textOf(values, "name"),
          role,
          member: role === "member" ? orNull(values, "member") : null,
          department: role === "department" ? orNull(values, "department") : null,
        };
        if (record) return api.changeAccount(record.id, body, key);
        return api.openAccount({ ...body, id: textOf(values, "id"), external: orNull(values, "external") }, key);
      }}
      more={(one) => <AccountActs account={one} may={may} own={one.id === session.account} onChanged={asked.again} />}
    />
  );
}
