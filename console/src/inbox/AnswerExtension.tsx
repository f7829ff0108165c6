import type { Incident, Referral } from "../api/types";
import { IncidentAct } from "../components/IncidentAct";
import { useWords } from "../i18n/context";
import { must, text } from "../lib/acts";
import { pendingOf } from "../lib/inbox";
import { fromField, toField } from "../lib/time";
import type { Case } from "../state/useCase";

type Props = { found: Case; referral: Referral; onStale: () => void; onDone: (incident: Incident) => void; onCancel: () => void };

/** The desk grants more time, all of it or less, or denies it with a reason (延期答复). */
export function AnswerExtension({ found, referral, onStale, onDone, onCancel }: Props) {
  const { t, town } = useWords();
  const offset = town?.utc_offset_seconds ?? 0;
  const pending = pendingOf(referral);
  if (!pending) return null;
  return (
    <IncidentAct
      code="answer_extension"
      about={String(referral.referral)}
      found={found}
      note={pending.reason}
      fields={[
        {
          name: "granted",
          label: t("inbox.decision"),
          kind: "choice",
          required: true,
          options: [
            { value: "yes", label: t("inbox.grant") },
            { value: "no", label: t("inbox.deny") },
          ],
        },
        { name: "until", label: t("inbox.granted_field"), kind: "moment", required: true, when: (given) => given.granted === "yes" },
        { name: "reason", label: t("field.reason"), kind: "text", required: true, when: (given) => given.granted === "no" },
        { name: "note", label: t("inbox.word"), kind: "text", when: (given) => given.granted === "yes" },
      ]}
      begin={{ until: toField(Date.parse(pending.until), offset) }}
      commandOf={(given) => {
        const granted = given.granted === "yes";
        const reason = text(given, granted ? "note" : "reason");
        const until = granted ? fromField(must(given, "until"), offset) : undefined;
        return {
          do: "answer_extension",
          referral: referral.referral,
          granted,
          ...(reason === undefined ? {} : { reason }),
          ...(until === undefined ? {} : { until }),
        };
      }}
      onDone={onDone}
      onCancel={onCancel}
      onStale={onStale}
    />
  );
}
