import { type FormEvent, useState } from "react";
import type { Command, Incident } from "../api/types";
import { usePatrol } from "./context";
import { phrasesOf } from "./phrases";
import { Sheet } from "./Sheet";
import { useDraft } from "./useDraft";
import { useWords } from "./words";
import { WordsField } from "./WordsField";

type Outcome = Extract<Command, { do: "dispose" }>["outcome"];
const OUTCOMES: readonly Outcome[] = ["resolved", "mediated", "needs_department", "nothing_found"];

type Props = { incident: Incident; what: "feedback" | "dispose"; onClose: () => void };

/** Disposal feedback (处置反馈), or the end of the disposal (处置完毕) with what came of it. */
export function ReportSheet({ incident, what, onClose }: Props) {
  const { t, name } = useWords();
  const { command, known } = usePatrol();
  const [text, setText, forget] = useDraft(`${incident.id}.${what}`);
  const [outcome, setOutcome] = useState<Outcome>();
  const done = async (event: FormEvent) => {
    event.preventDefault();
    const words = text.trim();
    if (!words || (what === "dispose" && !outcome)) return;
    const said: Command = what === "dispose" && outcome ? { do: "dispose", outcome, text: words } : { do: "feedback", text: words };
    await command(incident, said, { words });
    forget();
    onClose();
  };
  return (
    <Sheet title={t(`patrol.act.${what}`)} onClose={onClose}>
      <form onSubmit={done} className="p-form">
        {what === "dispose" ? (
          <fieldset className="p-choices">
            <legend>{t("patrol.dispose.outcome")}</legend>
            {OUTCOMES.map((one) => (
              <label key={one} className="p-choice">
                <input type="radio" name="outcome" required checked={outcome === one} onChange={() => setOutcome(one)} />
                {name("disposal", one)}
              </label>
            ))}
          </fieldset>
        ) : null}
        <WordsField
          label={t(`patrol.report.${what}`)}
          text={text}
          onText={setText}
          required
          phrases={phrasesOf(what, t, known?.protocol)}
        />
        <button type="submit" className="p-button main" disabled={!text.trim() || (what === "dispose" && !outcome)}>
          {t(`patrol.send.${what}`)}
        </button>
      </form>
    </Sheet>
  );
}
