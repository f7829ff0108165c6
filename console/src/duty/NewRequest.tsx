import { App } from "antd";
import * as duty from "../api/duty";
import { serverNow } from "../api/http";
import type { Session } from "../api/types";
import { ActForm } from "../components/ActForm";
import { Shown } from "../components/Shown";
import { useWords } from "../i18n/context";
import { type Ask, type Given, must } from "../lib/acts";
import { deskRoute } from "../lib/deskRoute";
import { LEAVES, wishOf } from "../lib/wish";
import { mayManageDuty } from "../lib/rights";
import { day } from "../lib/time";
import { useAsked } from "../state/useAsked";
import { go } from "../state/useRoute";

type Props = { given: Given; session: Session; onDone: () => void };

/** Asks for leave, a swap, a cover or an extra member; what the address says is filled in already. */
export function NewRequest({ given, session, onDone }: Props) {
  const { town } = useWords();
  const today = day(serverNow(), town?.utc_offset_seconds ?? 0);
  const asked = useAsked(`${session.role} ${today}`, async (signal) => {
    const [members, rosters, own] = await Promise.all([
      duty.members(signal), duty.rosters(signal),
      // A member is told its own hours only: that says who it is.
      session.role === "member" ? duty.hours({ from: today, to: today }, signal) : undefined,
    ]);
    return { members: members.filter((one) => !one.until || one.until >= today), roster: rosters.at(-1), own: own?.members[0]?.member.code };
  });
  return (
    <Shown asked={asked}>
      {(found) => <Form found={found} given={given} today={today} manages={mayManageDuty(session.role)} onDone={onDone} />}
    </Shown>
  );
}

type Found = { members: duty.MemberRecord[]; roster: duty.Roster | undefined; own: string | undefined };

function Form({ found, given, today, manages, onDone }: { found: Found; given: Given; today: string; manages: boolean; onDone: () => void }) {
  const { t, name, town } = useWords();
  const { message } = App.useApp();
  const unitName = (id: string) => town?.units.find((one) => one.id === id)?.name ?? id;
  const people = found.members.map((one) => ({ value: one.id, label: `${one.name} ${one.id} · ${unitName(one.unit)}` }));
  const shifts = (found.roster?.shifts ?? []).map((one) => ({ value: one.id, label: one.name }));
  const units = (town?.units ?? []).map((one) => ({ value: one.id, label: one.name }));
  const kinds = (["leave", "swap", "cover", ...(manages ? (["extra"] as const) : [])] as const).map((one) => ({
    value: one, label: name("wish", one, t(`duty.wish.${one}`)),
  }));
  const of = (...some: string[]) => (values: Given) => some.includes(values.kind ?? "");
  const fields: Ask[] = [
    { name: "kind", label: t("duty.kind"), kind: "choice", options: kinds, required: true },
    ...(manages ? [{ name: "member", label: t("duty.member"), kind: "choice" as const, options: people, required: true }] : []),
    {
      name: "leave", label: t("duty.leave_kind"), kind: "choice", required: true, when: of("leave"),
      options: LEAVES.map((one) => ({ value: one, label: name("leave", one, t(`duty.leave.${one}`)) })),
    },
    { name: "day", label: t("duty.from_day"), kind: "date", required: true, when: of("leave") },
    { name: "day", label: t("duty.day"), kind: "date", required: true, when: of("swap", "cover", "extra") },
    { name: "to", label: t("duty.to_day"), kind: "date", required: true, when: of("leave") },
    { name: "shift", label: t("duty.shift"), kind: "choice", options: shifts, required: true, when: of("swap", "cover", "extra") },
    { name: "other", label: t("duty.other"), kind: "choice", options: people, required: true, when: of("swap", "cover") },
    { name: "other_day", label: t("duty.other_day"), kind: "date", required: true, when: of("swap") },
    { name: "other_shift", label: t("duty.other_shift"), kind: "choice", options: shifts, required: true, when: of("swap") },
    { name: "unit", label: t("field.unit"), kind: "choice", options: units, required: true, when: of("extra") },
    { name: "reason", label: t("field.reason"), kind: "text", required: true },
  ];
  const first = given.day ?? today;
  return (
    <ActForm
      draft={`request.${given.kind ?? ""}.${given.member ?? ""}.${given.day ?? ""}`}
      title={t("duty.new_request")}
      submit={t("duty.submit_request")}
      fields={fields}
      begin={{ kind: "leave", day: first, to: first, ...given, ...(found.own ? { member: found.own } : {}) }}
      onSend={async (values, key) => {
        const made = await duty.ask(wishOf(values), must(values, "reason"), key);
        message.success(t("duty.asked"));
        onDone();
        go(deskRoute("duty", ["requests", made.id]), true);
      }}
      onCancel={() => go(deskRoute("duty", ["requests"]), true)}
    />
  );
}
