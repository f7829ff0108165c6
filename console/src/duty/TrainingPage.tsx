import { App, Button } from "antd";
import { useState } from "react";
import * as duty from "../api/duty";
import type { MemberRecord, Training, TrainingCommand } from "../api/duty";
import { serverNow } from "../api/http";
import { ActForm } from "../components/ActForm";
import { Shown } from "../components/Shown";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { type Ask, type Given, must, whole } from "../lib/acts";
import { deskRoute } from "../lib/deskRoute";
import { day } from "../lib/time";
import { attendeesOf, givenOf, planFields, planOf, summary, toExamine } from "../lib/training";
import { useAsked } from "../state/useAsked";
import type { DutyProps } from "./DutyPage";
import { TrainingLines } from "./TrainingLines";

/** One training: its plan, who came, how they did, and what comes next. */
export function TrainingPage({ route }: DutyProps) {
  const { t } = useWords();
  const id = route.path[1] ?? "";
  const asked = useAsked(id, async (signal) => {
    const [training, members] = await Promise.all([duty.training(id, signal), duty.members(signal)]);
    return { training, members };
  });
  return (
    <>
      <p>
        <To route={deskRoute("duty", ["trainings"])}>← {t("duty.part.trainings")}</To>
      </p>
      <Shown asked={asked}>{({ training, members }) => <One training={training} members={members} onChanged={(changed) => asked.put({ training: changed, members })} />}</Shown>
    </>
  );
}

type OneProps = { training: Training; members: MemberRecord[]; onChanged: (training: Training) => void };

function One({ training, members, onChanged }: OneProps) {
  const { t, name } = useWords();
  const { message } = App.useApp();
  const acting = useActs(training, members);
  const [act, setAct] = useState<string>();
  const sums = summary(training);
  const chosen = training.allowed.find((one) => one.code === act);
  const title = (code: string, given: string) => name("training_command", code, given);
  const facts: [string, string | undefined][] = [
    [t("training.column.day"), training.day],
    [t("training.column.kind"), name("training_kind", training.kind, training.kind_name)],
    [t("training.column.minutes"), String(training.minutes)],
    [t("training.column.trainer"), training.trainer],
    [t("training.place"), training.place ?? undefined],
    [t("training.exam"), training.exam ? t("training.exam_of", { questions: training.exam.questions, mark: training.exam.pass_mark }) : t("training.no_exam")],
    [t("training.column.attended"), sums.attended],
    [t("training.column.passed"), sums.passed],
  ];
  return (
    <>
      <div className="paper-head">
        <h2>
          {training.title} <span className={`mark stage-${training.stage}`}>{name("session_stage", training.stage, training.stage_name)}</span>
        </h2>
        <div className="row" role="group" aria-label={t("action.bar")}>
          {training.allowed.filter((one) => one.code in acting).map((one, nth) => (
            <Button key={one.code} type={nth === 0 ? "primary" : "default"} danger={one.code === "cancel"} onClick={() => setAct(one.code)}>
              {title(one.code, one.name)}
            </Button>
          ))}
        </div>
      </div>
      {training.cancelled ? <p className="wrong">{t("training.cancelled", { text: training.cancelled })}</p> : null}
      {chosen ? (
        <ActForm
          key={chosen.code}
          draft={`training.${training.id}.${chosen.code}`}
          title={title(chosen.code, chosen.name)}
          fields={acting[chosen.code]?.fields ?? []}
          begin={acting[chosen.code]?.begin ?? {}}
          danger={chosen.code === "cancel"}
          onSend={async (given, key) => {
            const command = acting[chosen.code]?.command(given);
            if (!command) return;
            const changed = await duty.commandTraining(training.id, command, training.version, key);
            message.success(t("action.sent", { name: title(chosen.code, chosen.name) }));
            setAct(undefined);
            onChanged(changed);
          }}
          onCancel={() => setAct(undefined)}
        />
      ) : null}
      <section className="card">
        <dl className="facts many">
          {facts.map(([label, value]) =>
            value ? (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ) : null,
          )}
        </dl>
        <h3>{t("training.syllabus")}</h3>
        <p className="call-text">{training.syllabus}</p>
      </section>
      <TrainingLines training={training} />
    </>
  );
}

type Acting = Record<string, { fields: Ask[]; begin: Given; command: (given: Given) => TrainingCommand }>;

/** The form of each command that a training may take. */
function useActs(training: Training, members: MemberRecord[]): Acting {
  const { t, name, town } = useWords();
  const today = day(serverNow(), town?.utc_offset_seconds ?? 0);
  const reason: Ask = { name: "reason", label: t("field.reason"), kind: "text", required: true };
  const sitting = toExamine(training);
  return {
    hold: {
      fields: training.lines.flatMap((one): Ask[] => [
        { name: `came.${one.member.code}`, label: one.member.name, kind: "tick" },
        {
          name: `why.${one.member.code}`, label: t("training.why_not", { name: one.member.name }), kind: "line", required: true,
          when: (given) => given[`came.${one.member.code}`] !== "yes",
        },
      ]),
      begin: Object.fromEntries(training.lines.map((one) => [`came.${one.member.code}`, "yes"])),
      command: (given) => ({
        do: "hold",
        attendance: training.lines.map((one) => {
          const attended = given[`came.${one.member.code}`] === "yes";
          return { member: one.member.code, attended, ...(attended ? {} : { reason: must(given, `why.${one.member.code}`) }) };
        }),
      }),
    },
    examine: {
      fields: [
        { name: "day", label: t("training.column.day"), kind: "date", required: true },
        ...sitting.map((one): Ask => ({
          name: `right.${one.member.code}`, label: t("training.right_of", { name: one.member.name }), kind: "number",
        })),
      ],
      begin: { day: training.day > today ? today : training.day },
      command: (given) => ({
        do: "examine",
        day: must(given, "day"),
        // Who did not sit has no answers: that is not the same as none right.
        results: sitting
          .filter((one) => must(given, `right.${one.member.code}`) !== "")
          .map((one) => ({ member: one.member.code, correct: whole(given, `right.${one.member.code}`) })),
      }),
    },
    amend: {
      fields: [
        {
          name: "member", label: t("duty.member"), kind: "choice", required: true,
          options: training.lines.map((one) => ({ value: one.member.code, label: `${one.member.name} ${one.member.code}` })),
        },
        { name: "attended", label: t("training.present"), kind: "tick" },
        reason,
      ],
      begin: {},
      command: (given) => ({ do: "amend", member: must(given, "member"), attended: given.attended === "yes", reason: must(given, "reason") }),
    },
    plan: {
      fields: planFields({ t, name }, members),
      begin: givenOf(training),
      command: (given) => ({ do: "plan", plan: planOf(given, attendeesOf(given, members)) }),
    },
    cancel: { fields: [reason], begin: {}, command: (given) => ({ do: "cancel", reason: must(given, "reason") }) },
  };
}
