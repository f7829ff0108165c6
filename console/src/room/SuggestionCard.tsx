import { Alert } from "antd";
import type { Suggestion } from "../api/room";
import { useWords } from "../i18n/context";

/** What is suggested, how sure that is and which words it rests on. */
export function SuggestionCard({ suggestion }: { suggestion: Suggestion }) {
  const { t, name } = useWords();
  const percent = (thousandths: number) => Math.round(thousandths / 10);
  const sure = suggestion.confidence ?? undefined;
  return (
    <section className="card" aria-labelledby="suggestion-title" data-tour="suggestion">
      <h3 id="suggestion-title">{t("suggest.title")}</h3>
      {suggestion.category ? (
        <p className="suggest-row">
          <b>
            {name("category", suggestion.category, suggestion.category_name)}
            {suggestion.subcategory_name ? ` · ${suggestion.subcategory_name}` : null}
          </b>
          {sure === undefined ? null : (
            <span>
              {t("suggest.confidence", { percent: percent(sure) })}
              <span className="bar calm short" aria-hidden="true">
                <span style={{ width: `${percent(sure)}%` }} />
              </span>
            </span>
          )}
          {suggestion.unsure ? <b className="late">{t("suggest.unsure")}</b> : null}
        </p>
      ) : (
        <p>{t(`suggest.advice.${suggestion.advice}`)}</p>
      )}
      {suggestion.reasons.length > 0 ? (
        <p>
          <span className="quiet">{t("suggest.words")}</span>{" "}
          {suggestion.reasons.map((one) => (
            <span key={one.word} className="mark">
              {one.word}
            </span>
          ))}
        </p>
      ) : null}
      {suggestion.others.length > 0 ? (
        <p className="quiet">
          {t("suggest.others")}{" "}
          {suggestion.others
            .map((one) => `${name("category", one.category, one.category_name)} ${percent(one.confidence)}%`)
            .join(" · ")}
        </p>
      ) : null}
      {suggestion.other_voice && !suggestion.other_voice.agrees ? (
        <Alert
          type="warning"
          showIcon
          title={t("suggest.other_voice", {
            category: name("category", suggestion.other_voice.category, suggestion.other_voice.category_name),
          })}
        />
      ) : null}
      {suggestion.covered ? null : <Alert type="warning" showIcon title={t("suggest.not_covered")} />}
      <p className="quiet">
        {suggestion.source ? `${t(`suggest.source.${suggestion.source === "model" ? "model" : "rules"}`)} · ` : null}
        {t("suggest.station", { name: suggestion.stations.map((one) => one.name).join(" / ") || "—" })}{" "}
        {t(`suggest.because.${suggestion.stations_because}`)}
      </p>
    </section>
  );
}
