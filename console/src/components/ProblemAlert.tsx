import { Alert } from "antd";
import type { ReactNode } from "react";
import type { Problem } from "../api/http";
import { useWords } from "../i18n/context";

/** A refusal in the server's own words, with its stable code. */
export function ProblemAlert({ problem, action }: { problem: Problem; action?: ReactNode }) {
  const { t, language } = useWords();
  const { body } = problem;
  const words = language === "en" ? body.detail_en : body.detail;
  const text = body.code === "network" ? t("problem.network") : words || t("problem.unknown");
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={text}
      description={
        <span className="code">
          {t("problem.code")} <code>{body.code}</code>
          {body.field ? <code> · {body.field}</code> : null}
        </span>
      }
      action={action}
    />
  );
}
