import * as api from "../api/admin";
import { useWords } from "../i18n/context";
import { linesOf, textOf } from "../lib/spec";
import { useAsked } from "../state/useAsked";
import type { AdminProps } from "./AdminPage";
import { RecordsPart } from "./RecordsPart";

/** What the follow-up desk says (回访话术), by category. */
export function Scripts({ id, may }: AdminProps) {
  const { t, name } = useWords();
  const asked = useAsked("scripts", () => api.scripts());
  return (
    <RecordsPart
      part="scripts"
      asked={asked}
      id={id}
      may={may}
      idOf={(one) => one.category}
      nameOf={(one) => name("category", one.category, one.category_name)}
      textOf={(one) => `${one.category_name} ${one.opening} ${one.questions.join(" ")} ${one.closing}`}
      columns={[
        { head: t("field.category"), names: true, cell: (one) => name("category", one.category, one.category_name) },
        { head: t("profile.version"), number: true, cell: (one) => one.version },
        { head: t("scripts.opening"), wide: true, cell: (one) => one.opening },
        { head: t("scripts.questions"), number: true, cell: (one) => one.questions.length },
      ]}
      specs={() => [
        { name: "opening", label: t("scripts.opening"), kind: "area", required: true },
        { name: "questions", label: t("scripts.questions"), kind: "area", required: true, hint: t("scripts.questions_hint") },
        { name: "closing", label: t("scripts.closing"), kind: "area", required: true },
      ]}
      initial={(record) => ({ opening: record?.opening ?? "", questions: record?.questions.join("\n") ?? "", closing: record?.closing ?? "" })}
      send={(values, key, record) =>
        api.putScript(
          record?.category ?? "",
          {
            version: (record?.version ?? 0) + 1,
            opening: textOf(values, "opening"),
            questions: linesOf(values, "questions"),
            closing: textOf(values, "closing"),
          },
          key,
        )
      }
    />
  );
}
