import { App, Button } from "antd";
import { useState } from "react";
import * as api from "../api/admin";
import { Grid } from "../components/Grid";
import { ProblemAlert } from "../components/ProblemAlert";
import { SpecForm } from "../components/SpecForm";
import { useWords } from "../i18n/context";
import { refusal } from "../i18n/refusal";
import { changes } from "../lib/admin/diff";
import { LIMITS, minutesOf, policyOf, policyValues } from "../lib/admin/policy";
import type { Spec } from "../lib/spec";
import { useAct } from "../state/useAct";
import { PolicyEffect } from "./PolicyEffect";

type Props = { policy: api.Policy; may: boolean; onAdopted: (policy: api.Policy) => void };

/** Limits, words of danger and rules; what would change is looked at before it is adopted. */
export function PolicyEditor({ policy, may, onAdopted }: Props) {
  const { t, name } = useWords();
  const { message } = App.useApp();
  const [editing, setEditing] = useState(false);
  const [next, setNext] = useState<api.Policy>();
  const adopt = useAct(
    (one: api.Policy, key) => api.adoptPolicy(one, key),
    (adopted) => {
      message.success(t("policy.adopted", { version: adopted.version }));
      setNext(undefined);
      setEditing(false);
      onAdopted(adopted);
    },
  );
  const specs: Spec[] = [
    ...LIMITS.flatMap((limit): Spec[] => [
      { name: limit, label: t("policy.limit", { clock: name("clock", limit) }), kind: "text", required: true },
      { name: `${limit}_warn`, label: t("policy.warn", { clock: name("clock", limit) }), kind: "text", required: true },
    ]),
    { name: "entry_grace", label: t("policy.entry_grace"), kind: "text", required: true, hint: t("policy.entry_grace_hint") },
    { name: "pause_max", label: t("policy.pause_max"), kind: "text", required: true },
    { name: "pause_max_count", label: t("policy.pause_max_count"), kind: "number", required: true },
    { name: "follow_up_attempts", label: t("policy.follow_up_attempts"), kind: "number", required: true },
    { name: "reassignment_restarts_clocks", label: t("policy.restarts"), kind: "tick" },
    ...policy.safety_words.map((one): Spec => ({ name: `words_${one.hazard}`, label: t("policy.words", { hazard: name("hazard", one.hazard) }), kind: "words", required: true })),
    { name: "deep", label: t("policy.deep"), kind: "area", required: true, hint: t("policy.deep_hint") },
  ];
  return (
    <section className="card" aria-labelledby="policy">
      <div className="paper-head">
        <h2 id="policy">{t("policy.in_force", { version: policy.version })}</h2>
        {may && !editing ? (
          <Button type="primary" onClick={() => setEditing(true)}>
            {t("profile.edit")}
          </Button>
        ) : null}
      </div>
      {next ? (
        <div className="adopting">
          <h3>{t("policy.will_change", { version: next.version })}</h3>
          <p className="quiet">{t("policy.effect")}</p>
          <Grid
            label={t("policy.will_change", { version: next.version })}
            empty={t("workbook.none")}
            rows={changes(policy, next)}
            id={(one) => one.path}
            columns={[
              { head: t("workbook.field"), names: true, cell: (one) => <code>{one.path}</code> },
              { head: t("policy.before"), wide: true, cell: (one) => <span className="written-text">{one.before || "—"}</span> },
              { head: t("policy.after"), wide: true, cell: (one) => <span className="written-text">{one.after || "—"}</span> },
            ]}
          />
          <PolicyEffect policy={next} />
          {adopt.problem ? <ProblemAlert problem={adopt.problem} /> : null}
          <p className="row">
            <Button type="primary" loading={adopt.busy} onClick={() => void adopt.run(next)}>
              {t("policy.adopt")}
            </Button>
            <Button
              onClick={() => {
                adopt.forget();
                setNext(undefined);
              }}
            >
              {t("policy.go_on")}
            </Button>
          </p>
        </div>
      ) : null}
      {editing ? (
        <div hidden={next !== undefined}>
          <SpecForm
            id={`policy-${policy.version}`}
            label={t("admin.part.policy")}
            submit={t("policy.look")}
            initial={policyValues(policy)}
            specs={specs}
            stays
            onSend={async (values) => {
              const made = policyOf(policy, values);
              if ("bad" in made) throw refusal("bad_policy", made.bad === "deep" ? "policy.bad_deep" : "policy.bad_minutes", made.bad);
              return made;
            }}
            onDone={setNext}
            onCancel={() => setEditing(false)}
          />
        </div>
      ) : (
        <Shown policy={policy} />
      )}
    </section>
  );
}

function Shown({ policy }: { policy: api.Policy }) {
  const { t, name } = useWords();
  const { dispatch, screening, coverage } = policy;
  return (
    <>
      <Grid
        label={t("policy.limits")}
        empty=""
        rows={LIMITS.map((limit) => ({ limit, ...policy[limit] }))}
        id={(one) => one.limit}
        columns={[
          { head: t("policy.clock"), names: true, cell: (one) => name("clock", one.limit) },
          { head: t("policy.minutes"), number: true, cell: (one) => minutesOf(one.seconds) },
          { head: t("policy.warn_minutes"), number: true, cell: (one) => minutesOf(one.warn_before_seconds) },
        ]}
      />
      <dl className="reasons wide-names">
        <div>
          <dt>{t("policy.entry_grace")}</dt>
          <dd>{minutesOf(policy.entry_grace_seconds)}</dd>
        </div>
        <div>
          <dt>{t("policy.pause_max")}</dt>
          <dd>{t("policy.pauses", { minutes: minutesOf(policy.pause_max_seconds), count: policy.pause_max_count })}</dd>
        </div>
        <div>
          <dt>{t("policy.follow_up_attempts")}</dt>
          <dd>{policy.follow_up_attempts}</dd>
        </div>
        <div>
          <dt>{t("policy.coverage")}</dt>
          <dd>{coverage === "always" ? t("policy.always") : <code>{JSON.stringify(coverage)}</code>}</dd>
        </div>
        {policy.safety_words.map((one) => (
          <div key={one.hazard}>
            <dt>{t("policy.words", { hazard: name("hazard", one.hazard) })}</dt>
            <dd className="row tags">
              {one.words.map((word) => (
                <span key={word} className="tag">
                  {word}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <details className="event-card">
        <summary>{t("policy.deep")}</summary>
        <pre tabIndex={0}>{JSON.stringify({ case: policy.case, dispatch, screening }, undefined, 2)}</pre>
      </details>
    </>
  );
}
