import { App, Button } from "antd";
import { useState } from "react";
import * as duty from "../api/duty";
import type { DutyRequest, RequestCommand } from "../api/duty";
import { serverNow } from "../api/http";
import { ActForm } from "../components/ActForm";
import { Panel } from "../components/Panel";
import { Shown } from "../components/Shown";
import { useWords } from "../i18n/context";
import { type Ask, type Given, must, text } from "../lib/acts";
import { shortTime } from "../lib/time";
import { useAsked } from "../state/useAsked";
import { useWishWords } from "./wishWords";

/** A request, and what the visitor may decide about it. */
export function RequestPanel({ id, onChanged, onClose }: { id: string; onChanged: () => void; onClose: () => void }) {
  const { t, name } = useWords();
  const asked = useAsked(id, (signal) => duty.request(id, signal));
  const one = asked.value;
  return (
    <Panel title={one ? `${name("wish", one.kind, one.kind_name)} · ${one.member.name}` : t("duty.part.requests")} onClose={onClose}>
      <Shown asked={asked}>
        {(request) => (
          <One
            request={request}
            onChanged={(changed) => {
              asked.put(changed);
              onChanged();
            }}
          />
        )}
      </Shown>
    </Panel>
  );
}

function One({ request, onChanged }: { request: DutyRequest; onChanged: (request: DutyRequest) => void }) {
  const { t, name, town } = useWords();
  const { message } = App.useApp();
  const wish = useWishWords();
  const [act, setAct] = useState<string>();
  const chosen = request.next.find((one) => one.code === act);
  const title = (code: string, given: string) => name("request_command", code, given);
  const facts: [string, string | null | undefined][] = [
    [t("duty.what"), wish(request)],
    [t("field.reason"), request.reason],
    [t("duty.asked_at"), shortTime(request.asked_at, town?.utc_offset_seconds ?? 0, serverNow())],
    [t("duty.answer"), request.answer],
    [t("duty.in_spite_of"), request.in_spite_of],
  ];
  return (
    <>
      <p className="row">
        <span className={`mark status-${request.status}`} data-testid="request-status">
          {name("request_status", request.status, request.status_name)}
        </span>
        {request.agreed_by_hand ? <span className="mark">{t("duty.agreed_by_hand")}</span> : null}
        <code>{request.id}</code>
      </p>
      <dl className="facts one-column">
        {facts.map(([label, value]) =>
          value ? (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {chosen ? (
        <ActForm
          key={chosen.code}
          draft={`request.${request.id}.${chosen.code}`}
          title={title(chosen.code, chosen.name)}
          fields={FIELDS[chosen.code]?.(t) ?? []}
          begin={chosen.code === "cut_short" ? { last: request.to } : {}}
          danger={DANGER.has(chosen.code)}
          onSend={async (given, key) => {
            const changed = await duty.commandRequest(request.id, commandOf(chosen.code, given), request.version, key);
            message.success(t("action.sent", { name: title(chosen.code, chosen.name) }));
            setAct(undefined);
            onChanged(changed);
          }}
          onCancel={() => setAct(undefined)}
        />
      ) : (
        <div className="row" role="group" aria-label={t("action.bar")}>
          {request.next.map((one, nth) => (
            <Button key={one.code} type={nth === 0 && !DANGER.has(one.code) ? "primary" : "default"} danger={DANGER.has(one.code)} onClick={() => setAct(one.code)}>
              {title(one.code, one.name)}
            </Button>
          ))}
          {request.next.length === 0 ? <p className="quiet">{t("action.none")}</p> : null}
        </div>
      )}
    </>
  );
}

const DANGER = new Set(["refuse", "decline", "revoke"]);

type T = ReturnType<typeof useWords>["t"];
const withReason = (t: T): Ask[] => [{ name: "reason", label: t("field.reason"), kind: "text", required: true }];

const FIELDS: Record<string, (t: T) => Ask[]> = {
  decline: withReason,
  refuse: withReason,
  revoke: withReason,
  approve: (t) => [{ name: "in_spite_of", label: t("duty.in_spite_of"), kind: "text", hint: t("duty.in_spite_of_hint") }],
  cut_short: (t) => [{ name: "last", label: t("duty.last_day"), kind: "date", required: true }],
};

function commandOf(code: string, given: Given): RequestCommand {
  switch (code) {
    case "decline":
    case "refuse":
    case "revoke":
      return { do: code, reason: must(given, "reason") };
    case "approve": {
      const inSpite = text(given, "in_spite_of");
      return inSpite === undefined ? { do: code } : { do: code, in_spite_of: inSpite };
    }
    case "cut_short":
      return { do: code, last: must(given, "last") };
    default:
      return { do: code } as RequestCommand;
  }
}
