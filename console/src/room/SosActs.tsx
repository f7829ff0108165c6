import { Button, Input, Radio } from "antd";
import { useState } from "react";
import * as room from "../api/room";
import { ProblemAlert } from "../components/ProblemAlert";
import { useWords } from "../i18n/context";
import { time } from "../lib/time";
import { useSend } from "../state/useSend";

type Props = { call: room.Sos; onChanged: () => void };

/** Seeing to a call for help, and telling how it ended. */
export function SosActs({ call, onChanged }: Props) {
  const { t, name, town } = useWords();
  const [ending, setEnding] = useState(false);
  const [outcome, setOutcome] = useState<string>();
  const [word, setWord] = useState("");
  const { busy, problem, run } = useSend();
  const seen = call.acknowledged_at ?? undefined;
  const act = async (content: unknown, send: (key: string) => Promise<unknown>) => {
    if (await run(content, send)) onChanged();
  };
  const end = () => {
    const chosen = town?.sos_outcomes.find((one) => one.code === outcome)?.code as room.Sos["outcome"];
    if (!chosen || !word.trim()) return;
    const body = { outcome: chosen, word: word.trim() };
    void act(["end", call.id, body], (key) => room.endSos(call.id, body, key));
  };
  return (
    <>
      {problem ? <ProblemAlert problem={problem} /> : null}
      {seen ? (
        <div className="row">
          <span>{t("sos.seen", { who: call.acknowledged_by ?? "", time: time(seen, town?.utc_offset_seconds ?? 0) })}</span>
          <Button aria-expanded={ending} onClick={() => setEnding(!ending)}>
            {t("sos.end")}
          </Button>
        </div>
      ) : (
        <Button
          size="large"
          danger
          type="primary"
          loading={busy}
          onClick={() => void act(["see", call.id], (key) => room.acknowledgeSos(call.id, key))}
        >
          {t("sos.see")}
        </Button>
      )}
      {seen && ending ? (
        <form
          className="sos-end"
          onSubmit={(event) => {
            event.preventDefault();
            end();
          }}
        >
          <Radio.Group
            optionType="button"
            aria-label={t("sos.outcome")}
            value={outcome}
            onChange={(event) => setOutcome(String(event.target.value))}
            options={(town?.sos_outcomes ?? []).map((one) => ({ value: one.code, label: name("sos_outcome", one.code, one.name) }))}
          />
          <Input aria-label={t("sos.word")} placeholder={t("sos.word")} value={word} onChange={(event) => setWord(event.target.value)} />
          <Button htmlType="submit" loading={busy} disabled={!outcome || !word.trim()}>
            {t("sos.end_submit")}
          </Button>
        </form>
      ) : null}
    </>
  );
}
