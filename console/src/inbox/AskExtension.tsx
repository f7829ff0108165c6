import type { Incident, Referral } from "../api/types";
import { IncidentAct } from "../components/IncidentAct";
import { useWords } from "../i18n/context";
import { must } from "../lib/acts";
import { day, fromField, time, toField } from "../lib/time";
import type { Case } from "../state/useCase";

type Props = { found: Case; referral: Referral; onStale: () => void; onDone: (incident: Incident) => void; onCancel: () => void };

const DAY_MS = 86_400_000;

/** A department asks for more time (申请延期), while there still is some. */
export function AskExtension({ found, referral, onStale, onDone, onCancel }: Props) {
  const { t, town } = useWords();
  const offset = town?.utc_offset_seconds ?? 0;
  const due = referral.due_at ?? undefined;
  return (
    <IncidentAct
      code="ask_extension"
      about={String(referral.referral)}
      found={found}
      note={due ? t("inbox.due_now", { time: `${day(due, offset)} ${time(due, offset).slice(0, 5)}` }) : undefined}
      fields={[
        { name: "until", label: t("inbox.until"), kind: "moment", required: true },
        { name: "reason", label: t("field.reason"), kind: "text", required: true },
      ]}
      begin={due ? { until: toField(Date.parse(due) + DAY_MS, offset) } : {}}
      commandOf={(given) => {
        const until = fromField(must(given, "until"), offset) ?? must(given, "until");
        return { do: "ask_extension", referral: referral.referral, until, reason: must(given, "reason") };
      }}
      onDone={onDone}
      onCancel={onCancel}
      onStale={onStale}
    />
  );
}
