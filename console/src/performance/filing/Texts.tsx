import type { Printed } from "../../api/form";
import type { FilingView } from "../../api/performance";
import { useWords } from "../../i18n/context";
import { TEXTS, type Typed } from "../../lib/performance/filing";
import { TextCard } from "./TextCard";
import type { Give } from "./useFiling";
import { Warning } from "./Warning";

export type Writing = {
  filing: FilingView;
  /** The form as the figures alone write it. */
  drafts: Printed | undefined;
  typed: Record<string, Typed>;
  dirty: Record<string, string>;
  may: boolean;
  write: (field: string, text: string | undefined) => void;
  /** The field that the address names. */
  at: string | undefined;
  give: Give;
};

/** The narratives, each with its generated draft, its warnings and the officer's text. */
export function Texts(writing: Writing) {
  const { t } = useWords();
  const loose = writing.filing.warnings.filter((one) => typeof one.field !== "string");
  return (
    <>
      <p className="quiet">{t(writing.may ? "filing.texts_why" : "filing.texts_locked")}</p>
      {loose.length > 0 ? (
        <section className="card" aria-labelledby="loose">
          <h2 id="loose">{t("filing.between_texts")}</h2>
          {loose.map((one) => (
            <Warning key={`${one.message}${one.text}`} warning={one} />
          ))}
        </section>
      ) : null}
      {TEXTS.map((field) => (
        <TextCard key={field} name={t(`filing.text.${field}`)} field={field} rows={5} most={8000} {...writing} asked={writing.at === field} />
      ))}
    </>
  );
}
