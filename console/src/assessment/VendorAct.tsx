import { App } from "antd";
import * as assessments from "../api/assessments";
import type { VendorMonth } from "../api/assessments";
import { Problem } from "../api/http";
import { ActForm } from "../components/ActForm";
import { useWords } from "../i18n/context";
import { translate } from "../i18n/translate";
import type { Ask } from "../lib/acts";
import { vendorCommandOf, yuan } from "../lib/assessment";

type Props = { code: string; found: VendorMonth; onDone: (changed: VendorMonth) => void; onCancel: () => void };

/** Computing, hearing the vendor, deciding: the decision may lower a deduction, never raise it. */
export function VendorAct({ code, found, onDone, onCancel }: Props) {
  const { t, name } = useWords();
  const { message } = App.useApp();
  const title = name("vendor_command", code, found.allowed.find((one) => one.code === code)?.name);
  const costly = found.clauses.filter((one) => one.found_fen > 0);
  const fields: Record<string, Ask[]> = {
    draft: [],
    hear: [
      { name: "spoken_by", label: t("vendor.spoken_by"), kind: "line", required: true },
      { name: "statement", label: t("vendor.statement"), kind: "text", required: true },
    ],
    decide: [
      ...costly.flatMap((one): Ask[] => {
        const lowered = (given: Record<string, string>) => given[`lower.${one.clause}`] === "yes";
        return [
          { name: `lower.${one.clause}`, label: t("vendor.lower", { number: one.number, yuan: yuan(one.found_fen) }), kind: "tick", wide: true },
          { name: `amount.${one.clause}`, label: t("vendor.instead"), kind: "line", required: true, when: lowered },
          { name: `why.${one.clause}`, label: t("field.reason"), kind: "line", required: true, when: lowered },
        ];
      }),
      { name: "reason", label: t("vendor.why"), kind: "text", required: true },
    ],
  };
  const notes: Record<string, string> = { draft: t("vendor.note.draft"), hear: t("vendor.note.hear"), decide: t("vendor.note.decide") };
  return (
    <ActForm
      draft={`vendor.${found.project}.${found.month}.${code}`}
      title={title}
      note={notes[code]}
      fields={fields[code] ?? []}
      onSend={async (given, key) => {
        const { command, wrong } = vendorCommandOf(code, given, found.clauses);
        if (wrong.length > 0) throw noAmount(wrong);
        const changed = await assessments.vendorCommand(found.project, found.month, command, found.version, key);
        message.success(t("action.sent", { name: title }));
        onDone(changed);
      }}
      onCancel={onCancel}
    />
  );
}

/** An amount that is none is told before anything is sent. */
function noAmount(numbers: string[]): Problem {
  const told = { numbers: numbers.join(", ") };
  return new Problem({
    type: "urn:liandong:problem:invalid", title: "", status: 422, code: "invalid", field: "waived",
    detail: translate("zh-CN", "vendor.amount_wrong", told), detail_en: translate("en", "vendor.amount_wrong", told),
  });
}
