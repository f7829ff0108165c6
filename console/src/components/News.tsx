import { Alert, Button } from "antd";
import type { Incident, LoggedEvent, Town } from "../api/types";
import { serverNow } from "../api/http";
import { useWords } from "../i18n/context";
import { OneEvent } from "./Timeline";

type Props = {
  news: LoggedEvent[];
  incident: Incident;
  town: Town;
  /** Whether the server said that there is news. */
  expected: boolean;
  onGoOn: () => void;
};

/** What others did while somebody was writing; the writer goes on knowingly. */
export function News({ news, incident, town, expected, onGoOn }: Props) {
  const { t } = useWords();
  if (news.length === 0) {
    return expected ? <Alert type="info" showIcon title={t("action.news_unknown")} /> : null;
  }
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={t("action.news")}
      description={
        <>
          <ol className="timeline news" data-testid="news">
            {news.map((event) => (
              <OneEvent key={event.version} event={event} incident={incident} town={town} now={serverNow()} />
            ))}
          </ol>
          <Button onClick={onGoOn}>{t("action.news_go_on")}</Button>
        </>
      }
    />
  );
}
