import type { Printed, Tick } from "../api/form";
import { useWords } from "../i18n/context";
import { IndicatorTable } from "./IndicatorTable";
import { SourceTable } from "./SourceTable";

type Props = { printed: Printed; onLook: (id: string, name: string) => void };

const FIELDS = [
  "project_name", "period", "budget_unit", "implementing_office", "initial", "executed", "rate", "adjusted",
  "decrease", "increase", "pre_appraisal", "tracking_reason",
] as const;

/** The form as it is printed, so that a clerk recognises it. */
export function Sheet({ printed, onLook }: Props) {
  const { t } = useWords();
  const { header, sections } = printed;
  return (
    <article className="sheet" lang="zh-CN">
      <p className="annex">{printed.annex}</p>
      <h2>{printed.title}</h2>
      <section aria-label={t("sheet.basic")}>
        <dl className="sheet-facts">
          {FIELDS.map((field) => (
            <div key={field}>
              <dt>{t(`sheet.${field}`)}</dt>
              <dd>{header[field]}</dd>
            </div>
          ))}
          <div>
            <dt>{t("sheet.recurring")}</dt>
            <dd>
              <Ticks ticks={header.recurring} />
            </dd>
          </div>
          <div>
            <dt>{t("sheet.adjustment_needed")}</dt>
            <dd>
              <Ticks ticks={header.adjustment_needed} />
            </dd>
          </div>
        </dl>
      </section>
      {(["background", "budget", "work_content", "time_nodes", "execution", "goals"] as const).map((part) => (
        <Part key={part} title={t(`sheet.${part}`)} paragraphs={sections[part]} />
      ))}
      {(["budget", "goals"] as const).map((what) => (
        <section key={what}>
          <h3>{t(`sheet.judge_${what}`)}</h3>
          <p>
            <Ticks ticks={sections.judgements[what].ticks} />
          </p>
          <p>{sections.judgements[what].reason}</p>
        </section>
      ))}
      <h3>{t("sheet.indicators")}</h3>
      <p className="quiet">{t("sheet.open_hint")}</p>
      <IndicatorTable rows={printed.rows} sources={printed.sources} onLook={onLook} />
      <section>
        <h3>{t("sheet.problems")}</h3>
        {sections.problems.map((one) => (
          <div key={one.problem} className="problem">
            <h4>{one.problem}</h4>
            {one.detail.map((text) => (
              <p key={text}>{text}</p>
            ))}
            <p>{one.measure}</p>
          </div>
        ))}
      </section>
      <Part title={t("sheet.conclusion")} paragraphs={sections.conclusion} />
      <Part title={t("sheet.remarks")} paragraphs={printed.remarks} />
      <h3>{t("sheet.sources")}</h3>
      <SourceTable sources={printed.sources} onLook={onLook} />
      {printed.basis.map((text) => (
        <p key={text} className="quiet basis">
          {text}
        </p>
      ))}
    </article>
  );
}

function Part({ title, paragraphs }: { title: string; paragraphs: string[] }) {
  return (
    <section>
      <h3>{title}</h3>
      {paragraphs.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </section>
  );
}

function Ticks({ ticks }: { ticks: Tick[] }) {
  const { t } = useWords();
  return (
    <span className="ticks">
      {ticks.map((tick) => (
        <span key={tick.label}>
          <span aria-hidden="true">{tick.ticked ? "☑" : "☐"}</span>
          {tick.label}
          <span className="hidden"> ({t(tick.ticked ? "sheet.ticked" : "sheet.unticked")})</span>
        </span>
      ))}
    </span>
  );
}
