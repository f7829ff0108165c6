import { Button, Input } from "antd";
import { useMemo, useState } from "react";
import * as api from "../api/performance";
import { Grid } from "../components/Grid";
import { Loaded } from "../components/Loaded";
import { useWords } from "../i18n/context";
import { awardsOf, type TypedAward } from "../lib/performance/awards";
import { mayManagePerformance } from "../lib/rights";
import { useAsked } from "../state/useAsked";
import { useDraft } from "../state/useDraft";
import { FileButtons } from "./FileButtons";
import type { PartProps } from "./ProjectPage";

/** The year-end self-evaluation (项目支出绩效自评表): scores with their arithmetic, and the grades that an officer gives. */
export function SelfEvaluationPart({ detail, session }: PartProps) {
  const { t } = useWords();
  const { id, project } = detail;
  const [kept, setKept] = useDraft<Record<string, TypedAward>>(`awards.${session.account}.${id}`, "browser");
  const typed = kept ?? {};
  const { awards, bad } = useMemo(() => awardsOf(kept ?? {}), [kept]);
  const [asked, setAsked] = useState<api.Award[]>(awards);
  const answer = useAsked(`self-evaluation/${id}/${JSON.stringify(asked)}`, (signal) => api.selfEvaluation(id, undefined, asked, signal));
  const may = mayManagePerformance(session.role);
  const write = (indicator: string, change: Partial<TypedAward>) =>
    setKept({ ...typed, [indicator]: { share: "", reason: "", ...typed[indicator], ...change } });
  return (
    <section className="card" aria-labelledby="self-evaluation">
      <div className="paper-head">
        <h2 id="self-evaluation">{t("self.title", { year: project.year })}</h2>
        <FileButtons formats={["pdf", "xlsx", "docx"] as const} ask={(format) => api.selfEvaluationFile(id, undefined, asked, format)} />
      </div>
      <p className="quiet">{t("self.what")}</p>
      <Loaded asked={answer}>
        {({ evaluation, printed }) => {
          const inWords = evaluation.items.filter((one) => one.item.target.comparator === "qualitative" && (one.score.outcome.is === "open" || asked.some((award) => award.indicator === one.item.id)));
          return (
            <>
              <dl className="leads">
                <div className="card">
                  <dt>{t("self.total")}</dt>
                  <dd>
                    <b>{printed.total.score}</b>
                    <span>{t("self.of", { weight: printed.total.weight })}</span>
                  </dd>
                </div>
                <div className="card">
                  <dt>{t("self.grade")}</dt>
                  <dd>
                    <b>{printed.total.grade}</b>
                    <span>{t("self.grade_is")}</span>
                  </dd>
                </div>
              </dl>
              {inWords.length > 0 ? (
                <fieldset className="awards">
                  <legend>
                    <h3>{t("self.awards")}</h3>
                  </legend>
                  <p className="quiet">{t("self.awards_why")}</p>
                  {inWords.map(({ item, score }) => {
                    const range = score.outcome.least === undefined ? undefined : score.outcome;
                    return (
                      <div key={item.id} className="award">
                        <b>{item.name}</b>
                        <span className="quiet">
                          {t("self.award_of", { wording: item.target.wording })}
                          {range ? ` · ${t("self.range", { least: (range.least ?? 0) / 100, most: (range.most ?? 0) / 100 })}` : ""}
                        </span>
                        {may ? (
                          <>
                            <label htmlFor={`share-${item.id}`}>{t("self.share")}</label>
                            <Input
                              id={`share-${item.id}`}
                              inputMode="decimal"
                              suffix="%"
                              value={typed[item.id]?.share ?? ""}
                              status={bad.includes(item.id) ? "error" : ""}
                              aria-invalid={bad.includes(item.id)}
                              onChange={(event) => write(item.id, { share: event.target.value })}
                            />
                            <label htmlFor={`why-${item.id}`}>{t("self.reason")}</label>
                            <Input id={`why-${item.id}`} value={typed[item.id]?.reason ?? ""} onChange={(event) => write(item.id, { reason: event.target.value })} />
                          </>
                        ) : null}
                      </div>
                    );
                  })}
                  {may ? (
                    <p className="row">
                      <Button type="primary" disabled={bad.length > 0} loading={answer.loading} onClick={() => setAsked(awards)}>
                        {t("self.score")}
                      </Button>
                      {bad.length > 0 ? (
                        <span className="wrong" role="alert">
                          {t("self.bad")}
                        </span>
                      ) : null}
                    </p>
                  ) : null}
                </fieldset>
              ) : null}
              <h3>{t("self.funds")}</h3>
              <Grid
                label={t("self.funds")}
                empty=""
                rows={printed.funds}
                id={(one) => one.name}
                columns={[
                  { head: t("self.fund"), names: true, cell: (one) => one.name },
                  { head: t("self.initial"), number: true, cell: (one) => one.initial },
                  { head: t("self.adjusted"), number: true, cell: (one) => one.adjusted },
                  { head: t("self.executed"), number: true, cell: (one) => one.executed },
                  { head: t("self.weight"), number: true, cell: (one) => one.weight },
                  { head: t("self.rate"), number: true, cell: (one) => one.rate },
                  { head: t("self.scored"), number: true, cell: (one) => one.score },
                ]}
              />
              <h3>{t("perf.part.indicators")}</h3>
              <Grid
                label={t("perf.part.indicators")}
                empty=""
                rows={printed.rows}
                id={(one) => one.id}
                columns={[
                  { head: t("sheet.level2"), cell: (one) => evaluation.items.find((other) => other.item.id === one.id) && one.level2 },
                  { head: t("sheet.name"), names: true, cell: (one) => one.name },
                  { head: t("self.target"), cell: (one) => one.target },
                  { head: t("self.actual"), cell: (one) => one.actual },
                  { head: t("self.weight"), number: true, cell: (one) => one.weight },
                  { head: t("self.scored"), number: true, cell: (one) => one.score },
                  { head: t("self.explanation"), cell: (one) => one.explanation },
                ]}
              />
              <details>
                <summary>{t("self.arithmetic")}</summary>
                <Grid
                  label={t("self.arithmetic")}
                  empty=""
                  rows={printed.arithmetic}
                  id={(one) => one.name}
                  columns={[
                    { head: t("sheet.name"), names: true, cell: (one) => one.name },
                    { head: t("self.weight"), number: true, cell: (one) => one.weight },
                    { head: t("self.rule"), cell: (one) => one.rule },
                    { head: t("self.sum"), cell: (one) => one.sum },
                    { head: t("self.scored"), number: true, cell: (one) => one.score },
                  ]}
                />
              </details>
              <div lang="zh-CN">
                {[...printed.notes, ...printed.basis].map((text) => (
                  <p key={text} className="fine">
                    {text}
                  </p>
                ))}
              </div>
            </>
          );
        }}
      </Loaded>
    </section>
  );
}
