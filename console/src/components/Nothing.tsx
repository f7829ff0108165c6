import { Empty, Spin } from "antd";
import { useWords } from "../i18n/context";

export function Nothing({ loading }: { loading: boolean }) {
  const { t } = useWords();
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
