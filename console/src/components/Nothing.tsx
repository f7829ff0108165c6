import { Empty, Spin } from "antd";
import type { Problem } from "../api/http";
import { useWords } from "../i18n/context";
import { ProblemAlert } from "./ProblemAlert";

/** In place of the incident in hand: it is on its way, cannot be had, or none was chosen. */
export function Nothing({ loading, problem }: { loading: boolean; problem?: Problem | undefined }) {
  const { t } = useWords();
  if (problem) {
    return (
      <div className="middle">
        <ProblemAlert problem={problem} />
      </div>
    );
  }
  if (loading) {
    return (
      <div className="middle" aria-busy="true">
        <Spin /> {t("app.loading")}
      </div>
    );
  }
  return (
    <div className="middle">
      <Empty
        image={Empty.PRESENTED_IMAGE_SIMPLE}
        description={
          <>
            <p>{t("incident.none")}</p>
            <p className="quiet">{t("incident.none_hint")}</p>
          </>
        }
      />
    </div>
  );
}
