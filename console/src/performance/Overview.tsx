import * as api from "../api/performance";
import { Loaded } from "../components/Loaded";
import { To } from "../components/To";
import { serverNow } from "../api/http";
import { useWords } from "../i18n/context";
import { LIGHTS, tally, usualDays } from "../lib/performance/indicators";
import { yuan } from "../lib/performance/money";
import { day } from "../lib/time";
import { useAsked } from "../state/useAsked";
import { FilingList } from "./FilingList";
import { LightMark } from "./LightMark";
import type { PartProps } from "./ProjectPage";
import { Rates } from "./Rates";

/** Where the project stands: lights, money, filings. */
export function Overview({ detail }: PartProps) {
  const { t, town } = useWords();
  const { id, project } = detail;
  const days = usualDays(project.year, project.tracking, day(serverNow(), town?.utc_offset_seconds ?? 0));
  const form = useAsked(`form/${id}/${days.from}/${days.to}`, (signal) => api.form(id, days, signal));
  const ledger = useAsked(`ledger/${id}/${days.to}`, (signal) => api.ledger(id, days.to, signal));
  const filings = useAsked(`filings/${id}`, (signal) => api.filings(id, signal));
  return (
    <>
      <section className="card" aria-labelledby="lights" data-tour="perf-lights">
        <div className="paper-head">
          <h2 id="lights">{t("perf.lights_title")}</h2>
          <p className="quiet">{t("perf.days", days)}</p>
        </div>
        <Loaded asked={form}>
          {({ form: computed }) => {
            const sums = tally(computed.indicators);
            const wanting = computed.indicators.filter((one) => one.light === "red" || one.light === "yellow");
            return (
              <>
                <p className="lights">
                  {LIGHTS.map((light) => (
                    <LightMark key={light} light={light} count={sums[light]} />
                  ))}
                </p>
                {wanting.length > 0 ? (
                  <ul className="wanting">
                    {wanting.map((one) => (
                      <li key={one.id}>
                        <LightMark light={one.light} />{" "}
                        <To route={{ page: "indicator", project: id, indicator: one.id, query: days }}>{one.name}</To>
                      </li>
                    ))}
                  </ul>
                ) : (
                  <p className="quiet">{t("perf.none_wanting")}</p>
                )}
                <p>
                  <To route={{ page: "project", project: id, part: "indicators", query: days }} tour="perf-all">
                    {t("perf.all_indicators", { count: computed.indicators.length })}
                  </To>
                </p>
              </>
            );
          }}
        </Loaded>
      </section>
      <section className="card" aria-labelledby="money">
        <div className="paper-head">
          <h2 id="money">{t("perf.money_title")}</h2>
          <p className="quiet">{t("ledger.as_of", { day: days.to })}</p>
        </div>
        <Loaded asked={ledger}>
          {(book) => (
            <>
              <Rates ledger={book} />
              {book.findings.length > 0 ? <p className="late">{t("ledger.findings_n", { count: book.findings.length })}</p> : null}
              <p className="quiet">{t("ledger.available_now", { amount: yuan(book.available) })}</p>
              <p>
                <To route={{ page: "project", project: id, part: "ledger", query: { at: days.to } }}>{t("ledger.open")}</To>
              </p>
            </>
          )}
        </Loaded>
      </section>
      <section className="card" aria-labelledby="filings">
        <h2 id="filings">{t("perf.part.filings")}</h2>
        <Loaded asked={filings}>{(all) => <FilingList filings={all} />}</Loaded>
      </section>
    </>
  );
}
