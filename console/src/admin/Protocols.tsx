import { serverNow } from "../api/http";
import * as api from "../api/admin";
import { Grid } from "../components/Grid";
import { Loaded } from "../components/Loaded";
import { useWords } from "../i18n/context";
import { refusal } from "../i18n/refusal";
import { questionsOf, questionsText, stepsOf, stepsText } from "../lib/admin/lines";
import { linesOf, listOf, orNull, textOf, type Values } from "../lib/spec";
import { fromField, toField } from "../lib/time";
import { useAsked } from "../state/useAsked";
import type { AdminProps } from "./AdminPage";
import { RecordsPart } from "./RecordsPart";
import { useMoment } from "./useMoment";

const idOf = ({ newest }: api.ProtocolSummary) => (newest.subcategory ? `${newest.category}~${newest.subcategory}` : newest.category);

/** Question scripts and handling protocols (处置规程), by category and subcategory, in versions. */
export function Protocols({ id, may }: AdminProps) {
  const { t, name, town } = useWords();
  const moment = useMoment();
  const asked = useAsked("protocols", () => api.protocols());
  const departments = useAsked("departments", () => api.departments());
  const offset = town?.utc_offset_seconds ?? 0;
  const nameOf = ({ newest }: api.ProtocolSummary) =>
    [name("category", newest.category, newest.category_name), newest.subcategory_name].filter(Boolean).join(" › ");
  const request = (values: Values, record: api.ProtocolSummary | undefined): api.ProtocolRequest => {
    const steps = stepsOf(textOf(values, "steps"));
    if (!steps) throw refusal("bad_steps", "protocols.bad_steps", "steps");
    const from = fromField(textOf(values, "valid_from"), offset);
    if (!from) throw refusal("bad_time", "action.occurred_at_bad", "valid_from");
    return {
      version: (record?.newest.version ?? 0) + 1,
      title: textOf(values, "title"),
      questions: questionsOf(textOf(values, "questions")),
      steps,
      never: linesOf(values, "never"),
      to_police_when: linesOf(values, "to_police_when"),
      departments: listOf(values, "departments"),
      valid_from: from,
      change: orNull(values, "change"),
    };
  };
  const places = (town?.categories ?? []).flatMap((one) => [
    { value: one.code, label: name("category", one.code, one.name) },
    ...one.subcategories.map((sub) => ({ value: `${one.code}~${sub.code}`, label: `${name("category", one.code, one.name)} › ${sub.name}` })),
  ]);
  return (
    <RecordsPart
      part="protocols"
      asked={asked}
      id={id}
      may={may}
      make={t("protocols.new")}
      idOf={idOf}
      nameOf={nameOf}
      textOf={(one) => `${nameOf(one)} ${one.newest.title}`}
      columns={[
        { head: t("incident.category"), names: true, cell: nameOf },
        { head: t("proof.title"), cell: (one) => one.newest.title },
        { head: t("protocols.in_force"), number: true, cell: (one) => one.in_force ?? "—" },
        { head: t("protocols.versions"), number: true, cell: (one) => one.versions },
        { head: t("protocols.valid_from"), cell: (one) => moment(one.newest.valid_from) },
      ]}
      specs={(record) => [
        ...(record
          ? []
          : [
              {
                name: "place",
                label: t("incident.category"),
                kind: "choice" as const,
                required: true,
                wide: true,
                options: places.filter((place) => !asked.value?.some((one) => idOf(one) === place.value)),
              },
            ]),
        { name: "title", label: t("proof.title"), kind: "text", required: true, wide: true },
        { name: "questions", label: t("protocols.questions"), kind: "area", required: true, hint: t("protocols.questions_hint") },
        { name: "steps", label: t("protocols.steps"), kind: "area", required: true, hint: t("protocols.steps_hint") },
        { name: "never", label: t("protocols.never"), kind: "area" },
        { name: "to_police_when", label: t("protocols.to_police"), kind: "area" },
        {
          name: "departments",
          label: t("protocols.departments"),
          kind: "choices",
          options: (departments.value ?? []).map((one) => ({ value: one.id, label: one.name })),
        },
        { name: "valid_from", label: t("protocols.valid_from"), kind: "moment", required: true },
        { name: "change", label: t("protocols.change"), kind: "text", wide: true },
      ]}
      initial={(record) => ({
        title: record?.newest.title ?? "",
        questions: questionsText(record?.newest.questions ?? []),
        steps: stepsText(record?.newest.steps ?? []),
        never: record?.newest.never.join("\n") ?? "",
        to_police_when: record?.newest.to_police_when.join("\n") ?? "",
        departments: record?.newest.departments.map((one) => one.code) ?? [],
        valid_from: toField(serverNow(), offset).slice(0, 16),
        change: "",
      })}
      send={async (values, key, record) => {
        const [category = "", subcategory] = (record ? idOf(record) : textOf(values, "place")).split("~");
        return api.putProtocol(category, subcategory, request(values, record), key);
      }}
      more={(one) => <Versions summary={one} />}
    />
  );
}

function Versions({ summary }: { summary: api.ProtocolSummary }) {
  const { t } = useWords();
  const moment = useMoment();
  const { category, subcategory } = summary.newest;
  const versions = useAsked(idOf(summary), (signal) => api.protocol(category, subcategory ?? undefined, signal));
  return (
    <details>
      <summary>{t("protocols.history", { count: summary.versions })}</summary>
      <Loaded asked={versions}>
        {(all) => (
          <Grid
            label={t("protocols.versions")}
            empty=""
            rows={all}
            id={(one) => String(one.version)}
            columns={[
              { head: t("profile.version"), names: true, cell: (one) => one.version },
              { head: t("protocols.valid_from"), cell: (one) => moment(one.valid_from) },
              { head: t("protocols.valid_until"), cell: (one) => moment(one.valid_until) },
              { head: t("protocols.change"), cell: (one) => one.change ?? "" },
            ]}
          />
        )}
      </Loaded>
    </details>
  );
}
