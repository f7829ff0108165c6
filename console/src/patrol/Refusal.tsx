import type { ReactNode } from "react";
import type { ProblemBody } from "../api/types";
import { useWords } from "./words";

/** A refusal in the server's own words, with its stable code. */
export function Refusal({ problem, children }: { problem: ProblemBody; children?: ReactNode }) {
  const { t, language } = useWords();
  const words = language === "en" ? problem.detail_en : problem.detail;
  return (
    <div className="p-note bad" role="alert">
      <p>{problem.code === "network" ? t("patrol.problem.network") : words || t("patrol.problem.unknown")}</p>
      <p className="p-small">
        {t("patrol.problem.code")} <code>{problem.code}</code>
      </p>
      {children}
    </div>
  );
}
