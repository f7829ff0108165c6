// The forms of the commands that departments and follow-up callers give to an incident.
import type { Command, Incident } from "../api/types";
import type { Words } from "../i18n/context";
import { type Ask, type Given, must, optional } from "./acts";
import { clocksFor } from "./commands";

export type ActOf = { fields: Ask[]; begin?: Given; commandOf: (given: Given) => Command; danger?: boolean };

/** What the referral's own department may do with it. */
export function referralAct(code: string, referral: number, { t }: Pick<Words, "t">): ActOf | undefined {
  const reason: Ask = { name: "reason", label: t("field.reason"), kind: "text", required: true };
  switch (code) {
    case "accept_referral":
      return { fields: [], commandOf: () => ({ do: code, referral }) };
    case "refuse_referral":
    case "return_referral":
      return { fields: [reason], danger: true, commandOf: (given) => ({ do: code, referral, reason: must(given, "reason") }) };
    case "department_dispose":
      return {
        fields: [{ name: "result", label: t("field.result"), kind: "text", required: true }],
        commandOf: (given) => ({ do: code, referral, result: must(given, "result") }),
      };
    default:
      return undefined;
  }
}

/** Commands about the incident as a whole that the desks give. */
export function caseAct(code: string, incident: Incident, { t, name }: Pick<Words, "t" | "name">): ActOf | undefined {
  const reason: Ask = { name: "reason", label: t("field.reason"), kind: "text", required: true };
  switch (code) {
    case "close":
      return { fields: [{ name: "note", label: t("duty.note"), kind: "text" }], commandOf: (given) => ({ do: code, ...optional(given, "note") }) };
    case "reopen":
      return { fields: [reason], commandOf: (given) => ({ do: code, reason: must(given, "reason") }) };
    case "explain_breach": {
      const open = clocksFor(code, incident).map((one) => ({ value: one.clock, label: name("clock", one.clock, one.name) }));
      return {
        fields: [{ name: "clock", label: t("field.clock"), kind: "choice", required: true, options: open }, reason],
        begin: open[0] ? { clock: open[0].value } : {},
        commandOf: (given) => ({ do: code, clock: must(given, "clock"), reason: must(given, "reason") }) as Command,
      };
    }
    default:
      return undefined;
  }
}
