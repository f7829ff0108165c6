import type { LedgerView } from "../api/performance";
import { useWords } from "../i18n/context";
import { yuan } from "../lib/performance/money";

/** Where the year will end, what that rests on, and the box that follows from it. */
export function Forecast({ ledger }: { ledger: LedgerView }) {
  const { t } = useWords();
  const { forecast, judgement } = ledger;
  return (
    <section className="card" aria-labelledby="forecast">
      <h2 id="forecast">{t("ledger.forecast")}</h2>
      <dl className="leads">
        {(["sure", "likely", "most"] as const).map((which) => (
          <div key={which} className="card">
            <dt>{t(`ledger.forecast.${which}`)}</dt>
            <dd>
              <b>{yuan(forecast[which])}</b>
              <span>{t(`ledger.forecast_is.${which}`)}</span>
            </dd>
          </div>
        ))}
        <div className="card">
          <dt>{t("ledger.judgement")}</dt>
          <dd>
            <b>{judgement ? t(`judge.tick.${judgement}`) : t("judge.no_tick")}</b>
            <span lang="zh-CN">{ledger.judgement_reason}</span>
          </dd>
        </div>
      </dl>
      <h3>{t("ledger.reasons")}</h3>
      <ul className="bulleted" lang="zh-CN">
        {ledger.reasons.map((one) => (
          <li key={one.text}>{one.text}</li>
        ))}
      </ul>
      {ledger.plan.length > 0 ? (
        <>
          <h3>{t("ledger.plan")}</h3>
          <ul className="bulleted">
            {ledger.plan.map((one) => (
              <li key={`${one.contract}${one.due}${one.amount}`}>
                {one.due} · <span className="figure">{yuan(one.amount)}</span> · <code>{one.contract}</code> · {one.condition}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}
