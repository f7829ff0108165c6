import { Button, Spin } from "antd";
import type { Problem } from "../api/http";
import type { FormCheckRule } from "../api/types";
import { ProblemAlert } from "../components/ProblemAlert";
import { useWords } from "../i18n/context";
import { familyOf, severityOf } from "../lib/check";
import { SeverityMark } from "./SeverityMark";

type Props = {
  rules: FormCheckRule[] | undefined;
  problem: Problem | undefined;
  open: boolean;
  onOpen: (open: boolean) => void;
  onRetry: () => void;
};

/** All rules, in the order of their numbers. */
export function Rules({ rules, problem, open, onOpen, onRetry }: Props) {
  const { t, language, name } = useWords();
  const english = language === "en";
  return (
    <details className="card rules" data-tour="check-rules" open={open} onToggle={(event) => onOpen(event.currentTarget.open)}>
      <summary>
        <h2>{rules ? t("check.rules_count", { count: rules.length }) : t("check.rules")}</h2>
      </summary>
      {problem ? <ProblemAlert problem={problem} action={<Button onClick={onRetry}>{t("app.retry")}</Button>} /> : null}
      {!rules && !problem ? <Spin /> : null}
      {rules ? (
        <div className="table-scroll" tabIndex={0} role="region" aria-label={t("check.rules")}>
          <table className="sheet-table">
            <thead>
              <tr>
                <th scope="col">{t("check.rule")}</th>
                <th scope="col">{t("check.severity")}</th>
                <th scope="col">{t("check.family")}</th>
                <th scope="col">{t("check.about")}</th>
                <th scope="col">{t("check.resolve")}</th>
                <th scope="col">{t("check.regulation")}</th>
              </tr>
            </thead>
            <tbody>
              {rules.map((one) => (
                <tr key={one.rule} id={`rule-${one.rule}`} tabIndex={-1}>
                  <th scope="row" className="nowrap">
                    {one.rule}
                  </th>
                  <td className="nowrap">
                    <SeverityMark severity={severityOf(one.severity)} />
                  </td>
                  <td>{name("family", familyOf(one.rule), one.family)}</td>
                  <td>{english ? one.title_en : one.title}</td>
                  <td>{english ? one.resolve_en : one.resolve}</td>
                  <td lang="zh-CN">{one.regulation ?? ""}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </details>
  );
}
