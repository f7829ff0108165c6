import { Spin } from "antd";
import { useWords } from "../i18n/context";

export function Wait() {
  const { t } = useWords();
  return (
    <div className="middle" aria-busy="true">
      <Spin />
      <p>{t("app.loading")}</p>
    </div>
  );
}
