import { App } from "antd";
import * as assessments from "../api/assessments";
import type { Appeal, Assessment, Line, Scoring } from "../api/assessments";
import { ActForm } from "../components/ActForm";
import { useWords } from "../i18n/context";
import type { Ask, Given } from "../lib/acts";
import { commandOf } from "../lib/assessment";

type Props = {
  month: string;
  act: { code: string; number?: number };
  allowed: { code: string; name: string }[];
  table: { lines: Line[]; scoring: Scoring };
  version: number | undefined;
  appeal: Appeal | undefined;
  onDone: (changed: Assessment) => void;
  onCancel: () => void;
};

/** The form of a command to a month. */
export function MonthAct({ month, act, allowed, table, version, appeal, onDone, onCancel }: Props) {
  const { t, name } = useWords();
  const { message } = App.useApp();
  const title = name("assessment_command", act.code, allowed.find((one) => one.code === act.code)?.name);
  const parts = table.scoring.parts.map((one) => ({ value: one.id, label: name("measure", one.measure, one.name) }));
  const reason: Ask = { name: "reason", label: t("field.reason"), kind: "text", required: true };
  const corrected = (given: Given) => act.code === "correct" || given.ruling === "corrected";
  const counted: Ask[] = [
    { name: "part", label: t("assess.part"), kind: "choice", options: parts, required: true, when: corrected },
    { name: "numerator", label: t("sheet.numerator"), kind: "number", required: true, when: corrected },
    { name: "denominator", label: t("sheet.denominator"), kind: "number", required: true, when: corrected },
    { name: "incidents", label: t("assess.grounds"), kind: "line", hint: t("assess.grounds_hint"), when: corrected },
  ];
  const fields: Record<string, Ask[]> = {
    draft: [],
    publish: [{ name: "note", label: t("duty.note"), kind: "text" }],
    finalise: [{ name: "note", label: t("duty.note"), kind: "text" }],
    recompute: [reason],
    appeal: [{ name: "part", label: t("assess.part"), kind: "choice", options: parts }, reason],
    correct: [
      {
        name: "member", label: t("duty.member"), kind: "choice", required: true,
        options: table.lines.map((one) => ({ value: one.member, label: `${one.member_name} ${one.member}` })),
      },
      ...counted,
      reason,
    ],
    decide_appeal: [
      {
        name: "ruling", label: t("assess.ruling"), kind: "choice", required: true,
        options: [{ value: "upheld", label: t("assess.upheld") }, { value: "corrected", label: t("assess.corrected") }],
      },
      ...counted,
      reason,
    ],
    decide_revision: [
      {
        name: "adopt", label: t("assess.ruling"), kind: "choice", required: true,
        options: [{ value: "yes", label: t("assess.adopt") }, { value: "no", label: t("assess.reject") }],
      },
      reason,
    ],
  };
  const notes: Record<string, string> = {
    draft: t("assess.note.draft"), publish: t("assess.note.publish", { days: table.scoring.appeal_days }),
    finalise: t("assess.note.finalise"), recompute: t("assess.note.recompute"),
  };
  const about = appeal ? t("assess.appeal_words", { name: appeal.member.name, part: appeal.part?.name ?? t("assess.whole_line"), text: appeal.made.reason }) : undefined;
  return (
    <ActForm
      draft={`assessment.${month}.${act.code}.${act.number ?? ""}`}
      title={title}
      note={about ?? notes[act.code]}
      fields={fields[act.code] ?? []}
      begin={appeal?.part ? { part: appeal.part.code } : {}}
      onSend={async (given, key) => {
        const changed = await assessments.command(month, commandOf(act.code, given, act.number), version, key);
        message.success(t("action.sent", { name: title }));
        onDone(changed);
      }}
      onCancel={onCancel}
    />
  );
}
