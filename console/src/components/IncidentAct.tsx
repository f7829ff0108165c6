import { useState } from "react";
import * as calls from "../api/calls";
import { asProblem, serverNow } from "../api/http";
import type { Command, CommandRequest, Incident } from "../api/types";
import { useWords } from "../i18n/context";
import { type Ask, type Given, must } from "../lib/acts";
import { since } from "../lib/since";
import { fromField, toField } from "../lib/time";
import type { Case } from "../state/useCase";
import { ActForm } from "./ActForm";
import { News } from "./News";

type Props = {
  /** The command; its name is the form's title. */
  code: string;
  found: Case;
  /** What sets this act apart from the same command elsewhere on the incident. */
  about?: string;
  fields: readonly Ask[];
  begin?: Given;
  note?: string | undefined;
  danger?: boolean;
  commandOf: (given: Given) => Command;
  onDone: (incident: Incident) => void;
  onCancel?: () => void;
  /** The incident has moved on: have it loaded anew. */
  onStale: () => void;
};

/** A command to an incident as a form: with the version that was looked at, what came since, and late entry. */
export function IncidentAct({ code, found, about = "", fields, begin, note, danger, commandOf, onDone, onCancel, onStale }: Props) {
  const { t, name, town } = useWords();
  const { incident, events } = found;
  const [lookedAt, setLookedAt] = useState(incident.version);
  const [conflict, setConflict] = useState(false);
  const offset = town?.utc_offset_seconds ?? 0;
  const { base, news } = since(lookedAt, events);
  const late: Ask[] = [
    { name: "late", label: t("action.late"), kind: "tick" },
    { name: "occurred_at", label: t("action.occurred_at"), kind: "moment", required: true, when: (given) => given.late === "yes" },
  ];
  return (
    <ActForm
      draft={`${incident.id}.${code}.${about}`}
      title={name("command", code)}
      fields={[...fields, ...late]}
      begin={{ occurred_at: toField(serverNow(), offset), ...begin }}
      danger={danger ?? false}
      note={
        note || news.length > 0 || conflict ? (
          <>
            {note ? <p>{note}</p> : null}
            {town ? (
              <News
                news={news}
                incident={incident}
                town={town}
                expected={conflict}
                onGoOn={() => {
                  setLookedAt(Math.max(incident.version, events.at(-1)?.version ?? 0));
                  setConflict(false);
                }}
              />
            ) : null}
          </>
        ) : undefined
      }
      onSend={async (given, key) => {
        const request: CommandRequest = { command: commandOf(given), expected_version: base };
        if (given.late === "yes") request.occurred_at = fromField(must(given, "occurred_at"), offset) ?? must(given, "occurred_at");
        try {
          onDone(await calls.command(incident.id, request, key));
        } catch (error) {
          if (asProblem(error).code === "version_conflict") {
            setConflict(true);
            onStale();
          }
          throw error;
        }
      }}
      {...(onCancel ? { onCancel } : {})}
    />
  );
}
