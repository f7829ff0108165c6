import { Button } from "antd";
import { useState } from "react";
import * as api from "../api/account";
import { serverNow } from "../api/http";
import { Grid } from "../components/Grid";
import { Loaded } from "../components/Loaded";
import { ProblemAlert } from "../components/ProblemAlert";
import { SpecForm } from "../components/SpecForm";
import { useWords } from "../i18n/context";
import { useNamed } from "../i18n/named";
import { listOf, textOf } from "../lib/spec";
import { day, fromField } from "../lib/time";
import { useAct } from "../state/useAct";
import { useAsked } from "../state/useAsked";
import { Once } from "./Once";
import { useMoment } from "./useMoment";

const SCOPES: readonly api.Scope[] = [
  "read", "incidents:write", "positions:write", "duty:write", "performance:write", "town:write", "people:write", "integrations:write",
];
const DAY_MS = 86_400_000;

/** One's own tokens, for programs: never more than their owner may, and only what their scopes name. */
export function Tokens({ days }: { days: number }) {
  const { t, town } = useWords();
  const named = useNamed();
  const moment = useMoment();
  const offset = town?.utc_offset_seconds ?? 0;
  const tokens = useAsked("tokens", (signal) => api.tokens(signal));
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<string>();
  const end = useAct((id: string, key) => api.endToken(id, key), tokens.again);
  const scopeName = (scope: string, given?: string) => named(`scope.${scope.replace(":", "_")}`, given);
  return (
    <section className="card" aria-labelledby="tokens">
      <div className="paper-head">
        <h2 id="tokens">{t("tokens.title")}</h2>
        {making ? null : (
          <Button type="primary" onClick={() => setMaking(true)}>
            {t("tokens.new")}
          </Button>
        )}
      </div>
      <p className="quiet">{t("tokens.why", { days })}</p>
      {made ? <Once title={t("tokens.made")} why={t("tokens.made_why")} text={made} onClose={() => setMade(undefined)} /> : null}
      {making ? (
        <SpecForm
          id="token-new"
          label={t("tokens.new")}
          submit={t("tokens.issue")}
          initial={{ scopes: ["read"], until: day(serverNow() + Math.min(days, 90) * DAY_MS, offset) }}
          specs={[
            { name: "name", label: t("tokens.name"), kind: "text", required: true, hint: t("tokens.name_hint") },
            { name: "until", label: t("tokens.until"), kind: "date", required: true },
            { name: "scopes", label: t("tokens.scopes"), kind: "choices", required: true, options: SCOPES.map((one) => ({ value: one, label: scopeName(one) })) },
          ]}
          onSend={(values, key) =>
            api.issueToken(
              {
                name: textOf(values, "name"),
                scopes: SCOPES.filter((one) => listOf(values, "scopes").includes(one)),
                expires_at: fromField(`${textOf(values, "until")}T23:59:59`, offset) ?? "",
              },
              key,
            )
          }
          onDone={(issued) => {
            setMaking(false);
            setMade(issued.token);
            tokens.again();
          }}
          onCancel={() => setMaking(false)}
        />
      ) : null}
      {end.problem ? <ProblemAlert problem={end.problem} /> : null}
      <Loaded asked={tokens}>
        {(all) => (
          <Grid
            label={t("tokens.title")}
            empty={t("tokens.none")}
            rows={all}
            id={(one) => one.id}
            columns={[
              { head: t("tokens.name"), names: true, cell: (one) => one.name },
              {
                head: t("tokens.scopes"),
                cell: (one) => (one.scopes.length === 0 ? t("tokens.all_scopes") : one.scopes.map((scope, nth) => scopeName(scope, one.scope_names[nth])).join(", ")),
              },
              { head: t("tokens.issued"), cell: (one) => moment(one.issued_at) },
              { head: t("tokens.used"), cell: (one) => moment(one.used_at) },
              {
                head: t("tokens.until"),
                cell: (one) => (
                  <>
                    {moment(one.expires_at)} {one.expired ? <span className="wrong">{t("tokens.expired")}</span> : null}
                  </>
                ),
              },
              {
                head: t("ledger.act"),
                cell: (one) => (
                  <Button size="small" danger loading={end.busy} aria-label={t("tokens.end_of", { name: one.name })} onClick={() => void end.run(one.id)}>
                    {t("tokens.end")}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}
