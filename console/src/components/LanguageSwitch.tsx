import { Button } from "antd";
import { useWords } from "../i18n/context";

export function LanguageSwitch() {
  const { t, language, setLanguage } = useWords();
  const other = language === "en" ? "zh-CN" : "en";
  return (
    <Button type="text" lang={other} onClick={() => setLanguage(other)}>
      {t("app.language")}
    </Button>
  );
}
