import { useWords } from "../../i18n/context";
import type { TextWarning } from "../../api/performance";
import { useNamed } from "../../i18n/named";

/** A text that the figures do not bear out: its words, what they are held against, and the arithmetic. */
export function Warning({ warning, stale = false }: { warning: TextWarning; stale?: boolean }) {
  const { t, language } = useWords();
  const named = useNamed();
  return (
    <div className="text-warning">
      <p>
        <span className="severity warning">⚠ {named(`filing.warning.${warning.kind}`)}</span>{" "}
        {warning.rule ? <code>{warning.rule}</code> : null} {language === "en" ? warning.message_en : warning.message}
      </p>
      <dl className="reasons">
        <div>
          <dt>{t("filing.the_words")}</dt>
          <dd lang="zh-CN">
            <q>{warning.text}</q>
          </dd>
        </div>
        {warning.against ? (
          <div>
            <dt>{t("filing.held_against")}</dt>
            <dd lang="zh-CN">
              <q>{warning.against}</q>
            </dd>
          </div>
        ) : null}
        {warning.arithmetic ? (
          <div>
            <dt>{t("check.arithmetic")}</dt>
            <dd>
              <code>{warning.arithmetic}</code>
            </dd>
          </div>
        ) : null}
      </dl>
      {stale ? <p className="fine">{t("filing.warning_stale")}</p> : null}
    </div>
  );
}
