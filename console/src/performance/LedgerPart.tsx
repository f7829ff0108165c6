import { Alert, Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import * as api from "../api/performance";
import { Loaded } from "../components/Loaded";
import { useWords } from "../i18n/context";
import { yuan } from "../lib/performance/money";
import { mayManagePerformance } from "../lib/rights";
import { useAsked } from "../state/useAsked";
import { go } from "../state/useRoute";
import { Balances } from "./Balances";
import { Book } from "./Book";
import { Entries } from "./Entries";
import { Forecast } from "./Forecast";
import type { PartProps } from "./ProjectPage";
import { Rates } from "./Rates";

const SUMS = ["initial", "increase", "decrease", "adjusted", "committed", "invoiced", "deducted", "paid", "payable", "available"] as const;

/** The budget ledger up to a day, and what is booked into it. */
export function LedgerPart({ detail, query, session }: PartProps) {
  const { t } = useWords();
  const { id } = detail;
  const ledger = useAsked(`ledger/${id}/${query.at ?? ""}`, (signal) => api.ledger(id, query.at, signal));
  const contracts = useAsked(`contracts/${id}`, (signal) => api.contracts(id, signal));
  const [reversing, setReversing] = useState<string>();
  const may = mayManagePerformance(session.role);
  return (
    <Loaded asked={ledger}>
      {(book) => (
        <>
          <section className="card" aria-labelledby="ledger">
            <div className="paper-head">
              <h2 id="ledger">{t("perf.part.ledger")}</h2>
              <AtDay key={book.at} at={book.at} onChoose={(at) => go({ page: "project", project: id, part: "ledger", query: { at } })} />
            </div>
            <Rates ledger={book} />
            {book.findings.length > 0 ? (
              <Alert
                type="warning"
                showIcon
                title={t("ledger.findings")}
                description={
                  <ul className="bulleted" lang="zh-CN">
                    {book.findings.map((one) => (
                      <li key={one.text}>{one.text}</li>
                    ))}
                  </ul>
                }
              />
            ) : null}
            <dl className="sums">
              {SUMS.map((sum) => (
                <div key={sum}>
                  <dt>{t(`ledger.sum.${sum}`)}</dt>
                  <dd className="figure">{yuan(book[sum])}</dd>
                </div>
              ))}
              {(["committed_in_year", "planned", "pre_appraisal"] as const).map((sum) => {
                const value = book[sum];
                return (
                  <div key={sum}>
                    <dt>{t(`ledger.sum.${sum}`)}</dt>
                    <dd className="figure">{typeof value === "number" ? yuan(value) : t("figure.no_evidence")}</dd>
                  </div>
                );
              })}
            </dl>
            <p className="fine">{t("ledger.in_yuan")}</p>
          </section>
          <Forecast ledger={book} />
          {may ? (
            <Book
              project={id}
              entries={book.entries}
              contracts={contracts.value ?? []}
              reversing={reversing}
              onReversing={setReversing}
              onBooked={() => {
                // The answer is the ledger of today; the page may stand on another day.
                ledger.again();
                setReversing(undefined);
              }}
            />
          ) : null}
          <Entries entries={book.entries} {...(may ? { onReverse: setReversing } : {})} />
          <Balances ledger={book} />
        </>
      )}
    </Loaded>
  );
}

function AtDay({ at, onChoose }: { at: string; onChoose: (at: string) => void }) {
  const { t } = useWords();
  const [typed, setTyped] = useState(at);
  return (
    <form
      className="row period-form"
      aria-label={t("ledger.at")}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (typed) onChoose(typed);
      }}
    >
      <label htmlFor="ledger-at">{t("ledger.at")}</label>
      <Input id="ledger-at" type="date" value={typed} onChange={(event) => setTyped(event.target.value)} />
      <Button htmlType="submit">{t("ledger.look")}</Button>
    </form>
  );
}
