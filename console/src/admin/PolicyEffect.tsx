import * as api from "../api/admin";
import { Grid } from "../components/Grid";
import { Loaded } from "../components/Loaded";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { rowsOf, shareOf } from "../lib/admin/policyEffect";
import { useAsked } from "../state/useAsked";

/** What a version that is not adopted would have meant for the last weeks' incidents. */
export function PolicyEffect({ policy }: { policy: api.Policy }) {
  const { t, name } = useWords();
  const asked = useAsked(`policy-effect/${JSON.stringify(policy)}`, (signal) => api.policyEffect(policy, signal));
  return (
    <section aria-labelledby="policy-effect">
      <h3 id="policy-effect">{t("policy_effect.title")}</h3>
      <Loaded asked={asked}>
        {(effect) => (
          <>
            <p className="quiet">{t("policy_effect.over", { from: effect.from, to: effect.to, count: effect.incidents })}</p>
            <Grid
              label={t("policy_effect.clocks")}
              empty={t("policy_effect.none")}
              rows={rowsOf(effect.clocks)}
              id={(one) => one.clock}
              columns={[
                { head: t("policy.clock"), names: true, cell: (one) => name("clock", one.clock) },
                { head: t("policy_effect.judged"), number: true, cell: (one) => one.judged },
                { head: t("policy.before"), number: true, cell: (one) => shareOf(one.kept_now, one.judged) },
                { head: t("policy.after"), number: true, cell: (one) => shareOf(one.kept_then, one.judged) },
                {
                  head: t("policy_effect.difference"),
                  number: true,
                  cell: (one) => (one.more === 0 ? t("policy_effect.same") : t(one.more > 0 ? "policy_effect.more_kept" : "policy_effect.fewer_kept", { count: Math.abs(one.more) })),
                },
                { head: t("policy_effect.unjudged"), number: true, cell: (one) => one.unjudged },
              ]}
            />
            <p className="fine">{t("policy_effect.how")}</p>
            <dl className="reasons wide-names">
              <div>
                <dt>{t("policy_effect.follow_ups")}</dt>
                <dd>{t("policy_effect.follow_ups_of", { done: effect.follow_ups.done, now: effect.follow_ups.due_now, then: effect.follow_ups.due_then })}</dd>
              </div>
              <div>
                <dt>{t("policy_effect.found")}</dt>
                <dd>{t("policy_effect.found_of", { now: effect.screening.found_now, then: effect.screening.found_then })}</dd>
              </div>
              <Calls title={t("policy_effect.gained", { count: effect.screening.gained })} numbers={effect.screening.gained_examples} />
              <Calls title={t("policy_effect.lost", { count: effect.screening.lost })} numbers={effect.screening.lost_examples} />
            </dl>
          </>
        )}
      </Loaded>
    </section>
  );
}

/** Calls by which one can see for oneself. */
function Calls({ title, numbers }: { title: string; numbers: readonly string[] }) {
  if (numbers.length === 0) return null;
  return (
    <div>
      <dt>{title}</dt>
      <dd className="row tags">
        {numbers.map((incident) => (
          <To key={incident} route={{ page: "desk", incident }}>
            {incident}
          </To>
        ))}
      </dd>
    </div>
  );
}
