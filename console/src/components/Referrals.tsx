import type { FollowUp, Referral } from "../api/types";
import { useWords } from "../i18n/context";
import { shortTime } from "../lib/time";

export function Referrals({ referrals, now }: { referrals: Referral[]; now: number }) {
  const { t, town } = useWords();
  const at = (iso: string) => shortTime(iso, town?.utc_offset_seconds ?? 0, now);
  if (referrals.length === 0) return null;
  return (
    <section className="card" aria-labelledby="referrals-title">
      <h3 id="referrals-title">{t("incident.referrals")}</h3>
      <ul className="plain">
        {referrals.map((one) => (
          <li key={one.referral}>
            <p>
              <b>{one.department_name}</b> {one.reason}
            </p>
            <p className="quiet steps">
              <span>{t("referral.referred", { time: at(one.referred_at) })}</span>
              <span>
                {one.accepted_at ? t("referral.accepted", { time: at(one.accepted_at) }) : t("referral.waiting")}
              </span>
              {one.disposed_at ? <span>{t("referral.disposed", { time: at(one.disposed_at) })}</span> : null}
            </p>
            {one.result ? <p>{t("referral.result", { text: one.result })}</p> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function FollowUps({ followUps, now }: { followUps: FollowUp[]; now: number }) {
  const { t, name, town } = useWords();
  if (followUps.length === 0) return null;
  return (
    <section className="card" aria-labelledby="follow-ups-title">
      <h3 id="follow-ups-title">{t("incident.follow_ups")}</h3>
      <ul className="plain">
        {followUps.map((one) => (
          <li key={one.at}>
            <p>
              <b>{one.grade ? name("grade", one.grade, one.grade_name) : name("follow_up", one.result)}</b>{" "}
              <span className="quiet">{shortTime(one.at, town?.utc_offset_seconds ?? 0, now)}</span>
              {one.late ? <b className="late"> {t("event.late")}</b> : null}
            </p>
            {one.complaint ? <p>{t("follow_up.complaint", { text: one.complaint })}</p> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
