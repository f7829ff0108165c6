import { Button, Input } from "antd";
import { useEffect, useRef } from "react";
import { useWords } from "../../i18n/context";
import { savedText, textIn } from "../../lib/performance/filing";
import type { Writing } from "./Texts";
import { Warning } from "./Warning";

type Props = Writing & { name: string; field: string; rows: number; most: number; asked: boolean; level?: 2 | 3 };

/** A field: its draft beside the officer's text, and where that contradicts the figures. */
export function TextCard({ filing, drafts, typed, dirty, may, write, give, name, field, rows, most, asked, level = 2 }: Props) {
  const { t } = useWords();
  const box = useRef<HTMLElement>(null);
  const saved = savedText(filing, field);
  const mine = typed[field];
  const text = mine?.text ?? saved;
  const isDirty = dirty[field] !== undefined;
  const written = filing.texts[field] !== undefined;
  const draft = drafts ? textIn(drafts, field) : undefined;
  const warnings = filing.warnings.filter((one) => one.field === field);
  const meanwhile = mine && isDirty && mine.base !== saved;
  const id = `field-${field}`;
  const Head = level === 2 ? "h2" : "h3";

  useEffect(() => {
    if (!asked) return;
    box.current?.scrollIntoView({ block: "center" });
    box.current?.querySelector("textarea")?.focus({ preventScroll: true });
  }, [asked]);

  return (
    <section className={`card text-card ${warnings.length > 0 ? "warned" : ""}`} aria-labelledby={`${id}-name`} ref={box}>
      <div className="row text-head">
        <Head id={`${id}-name`}>{name}</Head>
        <span className={`mark ${isDirty ? "unsaved" : ""}`}>
          {t(isDirty ? "filing.mark.unsaved" : written ? "filing.mark.written" : "filing.mark.draft")}
        </span>
        {warnings.length > 0 ? <span className="late">⚠ {t("filing.warnings_n", { count: warnings.length })}</span> : null}
      </div>
      <div className="text-pair">
        {may && draft !== undefined && (written || isDirty) ? (
          <div className="draft">
            <p className="fine">{t("filing.draft")}</p>
            <p className="written-text" lang="zh-CN">
              {draft || t("filing.no_draft")}
            </p>
          </div>
        ) : null}
        {may ? (
          <div className="own">
            <label className="fine" htmlFor={id}>
              {t(written || isDirty ? "filing.own_text" : "filing.draft_to_edit")} <span aria-hidden="true">·</span>{" "}
              {t("filing.length", { length: [...text].length, most })}
            </label>
            <Input.TextArea
              id={id}
              lang="zh-CN"
              autoSize={{ minRows: Math.min(rows, 2), maxRows: 18 }}
              value={text}
              status={[...text].length > most ? "error" : ""}
              onChange={(event) => write(field, event.target.value)}
            />
          </div>
        ) : (
          <p className="written-text" lang="zh-CN">
            {saved || <span className="quiet">{t("filing.nothing_written")}</span>}
          </p>
        )}
      </div>
      {meanwhile ? (
        <div className="meanwhile" role="alert">
          <p className="late">{t("filing.meanwhile")}</p>
          <p className="written-text" lang="zh-CN">
            {saved}
          </p>
        </div>
      ) : null}
      {warnings.map((one) => (
        <Warning key={`${one.message}${one.text}`} warning={one} stale={isDirty} />
      ))}
      {may && (isDirty || written) ? (
        <p className="row">
          {isDirty ? (
            <Button size="small" onClick={() => write(field, undefined)}>
              {t("filing.undo_typing")}
            </Button>
          ) : null}
          {written && !isDirty ? (
            <Button size="small" loading={give.busy} onClick={() => void give.run({ do: "edit", edits: [{ field, text: null }] })}>
              {t("filing.restore_draft")}
            </Button>
          ) : null}
        </p>
      ) : null}
    </section>
  );
}
