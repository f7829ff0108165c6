import type { FieldReading, Quotation } from "../api/types";
import { Jump } from "../components/Jump";
import { useWords } from "../i18n/context";
import { fieldAnchor, type Known } from "../lib/check";
import { SeverityMark } from "./SeverityMark";
import { useFormWords } from "./words";

type Props = {
  known: Known;
  readings: readonly FieldReading[];
  regulation: string | undefined;
  onRule: () => void;
  onField: () => void;
};

/** One finding: what contradicts what, to the letter, and what resolves it. */
export function FindingCard({ known, readings, regulation, onRule, onField }: Props) {
  const { t, language, name } = useWords();
  const { fieldName } = useFormWords(readings);
  const { finding } = known;
  const english = language === "en";
  return (
    <li className={`card finding ${known.severity}`} id={known.id} tabIndex={-1} data-rule={finding.rule}>
      <h3 className="row">
        <SeverityMark severity={known.severity} />
        <Jump to={`rule-${finding.rule}`} onJump={onRule} label={t("check.to_rule", { rule: finding.rule })}>
          {finding.rule}
        </Jump>
        <span>{english ? finding.title_en : finding.title}</span>
        <span className="quiet family">{name("family", known.family, finding.family)}</span>
      </h3>
      <p className="message">{english ? finding.message_en : finding.message}</p>
      <div className="quotes">
        <Quotes title={t("check.first")} quotes={finding.first} none={t("check.no_place")} />
        {finding.second.length > 0 ? <Quotes title={t("check.second")} quotes={finding.second} /> : null}
      </div>
      <dl className="reasons">
        {finding.arithmetic ? (
          <div>
            <dt>{t("check.arithmetic")}</dt>
            <dd className="figure" lang="zh-CN">
              {finding.arithmetic}
            </dd>
          </div>
        ) : null}
        <div>
          <dt>{t("check.resolve")}</dt>
          <dd>{english ? finding.resolve_en : finding.resolve}</dd>
        </div>
        {regulation ? (
          <div>
            <dt>{t("check.regulation")}</dt>
            <dd lang="zh-CN">{regulation}</dd>
          </div>
        ) : null}
        {known.fields.length > 0 ? (
          <div className="no-print">
            <dt>{t("check.fields_concerned")}</dt>
            <dd className="row">
              {known.fields.map((field) => (
                <Jump key={field} to={fieldAnchor(field)} onJump={onField}>
                  <span lang="zh-CN">{fieldName(field)}</span>
                </Jump>
              ))}
            </dd>
          </div>
        ) : null}
      </dl>
    </li>
  );
}

function Quotes({ title, quotes, none }: { title: string; quotes: readonly Quotation[]; none?: string }) {
  const { placeName } = useFormWords([]);
  return (
    <figure>
      <figcaption>{title}</figcaption>
      {quotes.length === 0 ? <p className="quiet">{none}</p> : null}
      {quotes.map((one, at) => (
        <blockquote key={`${one.at}${at}`}>
          <q lang="zh-CN">{one.text}</q>
          <cite>{placeName(one)}</cite>
        </blockquote>
      ))}
    </figure>
  );
}
