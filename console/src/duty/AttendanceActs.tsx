import { App, Button } from "antd";
import { useState } from "react";
import * as duty from "../api/duty";
import type { Turn } from "../api/duty";
import { serverNow } from "../api/http";
import { ActForm } from "../components/ActForm";
import { useWords } from "../i18n/context";
import { must, text } from "../lib/acts";
import { fromField, toField } from "../lib/time";

type Act = "in" | "out" | "correct";

/** Enters who came or left by hand, with the reason, and puts right what was marked wrongly. */
export function AttendanceActs({ turn, day, onChanged }: { turn: Turn; day: string; onChanged: () => void }) {
  const { t, town } = useWords();
  const { message } = App.useApp();
  const [act, setAct] = useState<Act>();
  const offset = town?.utc_offset_seconds ?? 0;
  const field = (iso: string | null | undefined) => (iso ? toField(Date.parse(iso), offset) : "");
  const reason = { name: "reason", label: t("field.reason"), kind: "text" as const, required: true };
  const done = () => {
    message.success(t("duty.recorded"));
    setAct(undefined);
    onChanged();
  };
  const draft = `attendance.${turn.member.code}.${day}.${turn.shift.code}.${act}`;
  const offered: Act[] = turn.came_at ? (turn.left_at ? ["correct"] : ["out", "correct"]) : ["in", "correct"];
  if (act === undefined) {
    return (
      <p className="row">
        {offered.map((one) => (
          <Button key={one} size="small" onClick={() => setAct(one)}>
            {t(`duty.act.${one}`)}
          </Button>
        ))}
      </p>
    );
  }
  if (act === "correct") {
    return (
      <ActForm
        key={act}
        draft={draft}
        title={t("duty.act.correct")}
        note={t("duty.correct_note")}
        fields={[
          { name: "came", label: t("duty.came"), kind: "moment" },
          { name: "left", label: t("duty.left"), kind: "moment" },
          reason,
        ]}
        begin={{ came: field(turn.came_at ?? turn.from), left: field(turn.left_at ?? (Date.parse(turn.to) < serverNow() ? turn.to : undefined)) }}
        onSend={async (given, key) => {
          const moment = (name: string) => {
            const typed = text(given, name);
            return typed === undefined ? null : (fromField(typed, offset) ?? typed);
          };
          await duty.attend(
            { do: "correct", day, shift: turn.shift.code, member: turn.member.code, came: moment("came"), left: moment("left"), reason: must(given, "reason") },
            key,
          );
          done();
        }}
        onCancel={() => setAct(undefined)}
      />
    );
  }
  return (
    <ActForm
      key={act}
      draft={draft}
      title={t(`duty.act.${act}`)}
      fields={[{ name: "when", label: t("action.occurred_at"), kind: "moment", required: true }, reason]}
      begin={{ when: toField(serverNow(), offset) }}
      onSend={async (given, key) => {
        const when = fromField(must(given, "when"), offset) ?? must(given, "when");
        await duty.attend({ do: "mark", direction: act, how: "by_hand", member: turn.member.code, reason: must(given, "reason") }, key, when);
        done();
      }}
      onCancel={() => setAct(undefined)}
    />
  );
}
