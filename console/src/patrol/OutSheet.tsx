import { type FormEvent, useState } from "react";
import { serverNow } from "../api/http";
import { seconds } from "../lib/outbox";
import { usePatrol } from "./context";
import { Sheet } from "./Sheet";
import { useWords } from "./words";

const REASONS = ["fuel", "meal", "fault", "accident", "maintenance", "training", "other"] as const;
const MINUTES = [15, 30, 60] as const;

/** Takes the own car out of service: why, and for how long if that is known. */
export function OutSheet({ car, onClose }: { car: string; onClose: () => void }) {
  const { t } = useWords();
  const { press } = usePatrol();
  const [reason, setReason] = useState<(typeof REASONS)[number]>();
  const [minutes, setMinutes] = useState<number>();
  const [note, setNote] = useState("");
  const done = async (event: FormEvent) => {
    event.preventDefault();
    if (!reason) return;
    const now = serverNow();
    await press({
      lane: "acts", what: "take_out", about: car, at: seconds(now), path: `/units/${encodeURIComponent(car)}/commands`,
      words: [t(`patrol.out.${reason}`), note.trim()].filter(Boolean).join(" "),
      body: {
        command: {
          do: "take_out", reason,
          ...(note.trim() ? { note: note.trim() } : {}),
          ...(minutes ? { until: seconds(now + minutes * 60_000) } : {}),
        },
        occurred_at: seconds(now),
      },
    });
    onClose();
  };
  return (
    <Sheet title={t("patrol.car.out")} onClose={onClose}>
      <form className="p-form" onSubmit={done}>
        <p>{t("patrol.out.what")}</p>
        <fieldset className="p-choices">
          <legend>{t("patrol.out.reason")}</legend>
          {REASONS.map((one) => (
            <label key={one} className="p-choice">
              <input type="radio" name="reason" required checked={reason === one} onChange={() => setReason(one)} />
              {t(`patrol.out.${one}`)}
            </label>
          ))}
        </fieldset>
        <fieldset className="p-choices">
          <legend>{t("patrol.out.for")}</legend>
          {[undefined, ...MINUTES].map((one) => (
            <label key={one ?? 0} className="p-choice">
              <input type="radio" name="minutes" checked={minutes === one} onChange={() => setMinutes(one)} />
              {one ? t("patrol.out.minutes", { count: one }) : t("patrol.out.open")}
            </label>
          ))}
        </fieldset>
        <label className="p-field">
          {t("patrol.out.note")}
          <input value={note} maxLength={200} onChange={(event) => setNote(event.target.value)} />
        </label>
        <button type="submit" className="p-button main" disabled={!reason}>
          {t("patrol.out.send")}
        </button>
      </form>
    </Sheet>
  );
}
