// Trainings: the plan as a form, attendance and answers as lists, sums of both.
import type { MemberRecord, Training, TrainingPlan } from "../api/duty";
import type { Words } from "../i18n/context";
import { type Ask, type Given, must, text, whole } from "./acts";

/** The fields of a plan. */
export function planFields({ t, name }: Pick<Words, "t" | "name">, members: readonly { id: string; name: string }[]): Ask[] {
  const kinds = (["in_service", "induction"] as const).map((one) => ({ value: one, label: name("training_kind", one, t(`training.kind.${one}`)) }));
  const exam = (given: Given) => given.exam === "yes";
  return [
    { name: "title", label: t("training.column.title"), kind: "line", required: true },
    { name: "kind", label: t("training.column.kind"), kind: "choice", options: kinds, required: true },
    { name: "day", label: t("training.column.day"), kind: "date", required: true },
    { name: "minutes", label: t("training.column.minutes"), kind: "number", required: true },
    { name: "trainer", label: t("training.column.trainer"), kind: "line", required: true },
    { name: "place", label: t("training.place"), kind: "line" },
    { name: "syllabus", label: t("training.syllabus"), kind: "text", required: true },
    { name: "everybody", label: t("training.everybody"), kind: "tick" },
    {
      name: "whom", label: t("training.whom"), kind: "many", required: true, when: (given) => given.everybody !== "yes",
      options: members.map((one) => ({ value: one.id, label: `${one.name} ${one.id}` })),
    },
    { name: "exam", label: t("training.exam"), kind: "tick" },
    { name: "questions", label: t("training.questions"), kind: "number", required: true, when: exam },
    { name: "pass_mark", label: t("training.pass_mark"), kind: "number", required: true, when: exam },
  ];
}

/** Who must attend: everybody in service on the day, or those who were chosen. */
export function attendeesOf(given: Given, members: readonly MemberRecord[]): string[] {
  if (given.everybody !== "yes") return must(given, "whom").split(" ").filter(Boolean);
  const day = must(given, "day");
  return members.filter((one) => one.from <= day && (!one.until || one.until >= day)).map((one) => one.id);
}

export function planOf(given: Given, members: string[]): TrainingPlan {
  const place = text(given, "place");
  return {
    title: must(given, "title"),
    kind: must(given, "kind") as TrainingPlan["kind"],
    day: must(given, "day"),
    minutes: whole(given, "minutes"),
    trainer: must(given, "trainer"),
    syllabus: must(given, "syllabus"),
    members,
    ...(place ? { place } : {}),
    ...(given.exam === "yes" ? { exam: { questions: whole(given, "questions"), pass_mark: whole(given, "pass_mark") } } : {}),
  };
}

/** A plan as the form's values, to be changed. */
export const givenOf = (training: Training): Given => ({
  title: training.title,
  kind: training.kind,
  day: training.day,
  minutes: String(training.minutes),
  trainer: training.trainer,
  place: training.place ?? "",
  syllabus: training.syllabus,
  whom: training.lines.map((one) => one.member.code).join(" "),
  exam: training.exam ? "yes" : "",
  questions: training.exam ? String(training.exam.questions) : "",
  pass_mark: training.exam ? String(training.exam.pass_mark) : "",
});

/** Who came, of how many; who passed, of those who sat the examination. */
export function summary(training: Training): { attended: string; passed: string } {
  const came = training.lines.filter((one) => one.attended).length;
  const sat = training.lines.filter((one) => typeof one.passed === "boolean");
  const held = training.stage === "held";
  return {
    attended: held ? `${came}/${training.lines.length}` : `—/${training.lines.length}`,
    passed: sat.length > 0 ? `${sat.filter((one) => one.passed).length}/${sat.length}` : "—",
  };
}

/** Who may sit the next examination: present, and not passed yet. */
export const toExamine = (training: Training) => training.lines.filter((one) => one.attended && one.passed !== true);
