import { Button, Drawer, Spin } from "antd";
import { useEffect, useState } from "react";
import * as calls from "../api/calls";
import type { Evidence } from "../api/form";
import { asProblem, type Problem } from "../api/http";
import { ProblemAlert } from "../components/ProblemAlert";
import { useWords } from "../i18n/context";

type Props = {
  project: string;
  days: calls.Days;
  indicator: string;
  name: string;
  onClose: () => void;
  onIncident: (id: string) => void;
};

const MOST = 500;

/** The very records behind a figure. */
export function EvidenceDrawer({ project, days, indicator, name, onClose, onIncident }: Props) {
  const { t, language } = useWords();
  const [evidence, setEvidence] = useState<Evidence>();
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    calls.evidence(project, indicator, days, MOST).then(setEvidence, (error: unknown) => setProblem(asProblem(error)));
  }, [project, indicator, days]);
  return (
    <Drawer open onClose={onClose} title={t("evidence.title", { name })} size={820}>
      {problem ? <ProblemAlert problem={problem} /> : null}
      {!evidence && !problem ? (
        <div className="middle" aria-busy="true">
          <Spin /> {t("app.loading")}
        </div>
      ) : null}
      {evidence ? (
        <>
          <p>{language === "en" ? evidence.figure.formula_en : evidence.figure.formula}</p>
          <p className="quiet" data-testid="evidence-total">
            {evidence.total === 0
              ? t("evidence.none")
              : t("evidence.shown", { total: evidence.total, shown: evidence.items.length })}
          </p>
          <div className="table-scroll" tabIndex={0} role="region" aria-label={t("evidence.title", { name })}>
            <table className="sheet-table evidence">
              <thead>
                <tr>
                  <th scope="col">{t("evidence.record")}</th>
                  <th scope="col">{t("evidence.counts")}</th>
                  <th scope="col">{t("event.late")}</th>
                  <th scope="col">{t("evidence.measured")}</th>
                  <th scope="col">{t("evidence.note")}</th>
                </tr>
              </thead>
              <tbody>
                {evidence.items.map((item, at) => (
                  <tr key={`${item.stream}${item.record}${at}`}>
                    <td>
                      {item.stream.startsWith("incident/") ? (
                        <Button type="link" className="figure-link" onClick={() => onIncident(item.record)}>
                          {item.record}
                        </Button>
                      ) : (
                        item.record
                      )}
                    </td>
                    <td>{t(item.counts ? "evidence.yes" : "evidence.no")}</td>
                    <td>{item.late ? t("event.late") : ""}</td>
                    <td>{item.measured ?? ""}</td>
                    <td>{item.note}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      ) : null}
    </Drawer>
  );
}
