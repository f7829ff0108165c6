import type { Referral } from "../api/types";
import { useWords } from "../i18n/context";
import { shortTime } from "../lib/time";

/** What the desk asked of the department, and what came of it. */
export function ReferralFacts({ referral, now }: { referral: Referral; now: number }) {
  const { t, name, town } = useWords();
  const at = (iso: string) => shortTime(iso, town?.utc_offset_seconds ?? 0, now);
  return (
    <section className="card" aria-label={t("inbox.referral")} data-tour="inbox-referral">
      <h3>
        {t("inbox.referral")} · {referral.department_name}
      </h3>
      <p className="call-text">{referral.reason}</p>
      <p className="steps">
        <span>{t("referral.referred", { time: at(referral.referred_at) })}</span>
        {referral.accepted_at ? <span>{t("referral.accepted", { time: at(referral.accepted_at) })}</span> : null}
        {referral.disposed_at ? <span>{t("referral.disposed", { time: at(referral.disposed_at) })}</span> : null}
        {referral.turned_back_at ? (
          <span>
            {name("referral_state", referral.state, referral.state_name)} {at(referral.turned_back_at)}
          </span>
        ) : null}
      </p>
      {referral.result ? <p>{t("referral.result", { text: referral.result })}</p> : null}
      {referral.turned_back_reason ? <p>{t("inbox.turned_back", { text: referral.turned_back_reason })}</p> : null}
      {referral.extensions.length > 0 ? (
        <ul className="plain extensions">
          {referral.extensions.map((one) => (
            <li key={one.asked_at}>
              <b>{name("extension_state", one.state, one.state_name)}</b> {t("inbox.extension", { time: at(one.asked_at), until: at(one.until) })}
              <span className="quiet"> {one.reason}</span>
              {one.granted_until ? <span> {t("inbox.granted_until", { until: at(one.granted_until) })}</span> : null}
              {one.answer ? <span> {t("inbox.answer", { text: one.answer })}</span> : null}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
