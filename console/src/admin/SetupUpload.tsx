import { Alert, Button } from "antd";
import { type ChangeEvent, useState } from "react";
import * as api from "../api/setup";
import { Grid } from "../components/Grid";
import { ProblemAlert } from "../components/ProblemAlert";
import { useWords } from "../i18n/context";
import { useAct } from "../state/useAct";

type Brought = { file: File; dryRun: boolean };

/** A filled workbook: checked first, then recorded. */
export function SetupUpload({ onRecorded }: { onRecorded: () => void }) {
  const { t, language, name } = useWords();
  const [file, setFile] = useState<File>();
  const [answer, setAnswer] = useState<api.SetupWorkbook>();
  const bring = useAct(
    ({ file: content, dryRun }: Brought, key) => api.bringWorkbook(content, dryRun, key),
    (news) => {
      setAnswer(news);
      if (!news.dry_run) onRecorded();
    },
  );
  const pick = (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = event.target.files?.[0];
    // The same file, mended, may be chosen again.
    event.target.value = "";
    if (!chosen) return;
    setFile(chosen);
    setAnswer(undefined);
    void bring.run({ file: chosen, dryRun: true });
  };
  const faults = bring.problem?.body.faults ?? [];
  const words = { name: file?.name ?? "", count: answer?.recorded ?? 0 };
  return (
    <section className="card" aria-labelledby="setup-upload">
      <h2 id="setup-upload">{t("setup.upload_title")}</h2>
      <p className="fine">{t("setup.upload_hint")}</p>
      <p>
        <label className="setup-file">
          <span>{t("setup.pick")}</span>
          <input type="file" accept=".xlsx" onChange={pick} disabled={bring.busy} />
        </label>
      </p>
      <div role="status">{bring.busy ? t("setup.checking", { name: words.name }) : null}</div>
      {bring.problem && faults.length === 0 ? <ProblemAlert problem={bring.problem} /> : null}
      {faults.length > 0 ? (
        <>
          <Alert type="error" showIcon title={t("setup.faults", { name: words.name, count: faults.length })} />
          <Grid
            label={t("setup.faults", { name: words.name, count: faults.length })}
            rows={faults}
            id={(one) => `${one.cell} ${one.detail}`}
            empty=""
            columns={[
              { head: t("setup.cell"), cell: (one) => one.cell, names: true },
              { head: t("setup.found"), cell: (one) => one.found || "—" },
              { head: t("setup.right"), cell: (one) => (language === "en" ? one.detail_en : one.detail), wide: true },
            ]}
          />
        </>
      ) : null}
      {answer ? (
        <>
          <Alert
            type={answer.dry_run && answer.recorded > 0 ? "info" : "success"}
            showIcon
            title={answer.dry_run ? t(answer.recorded > 0 ? "setup.would" : "setup.nothing", words) : t("setup.recorded", words)}
          />
          {answer.sheets.length > 0 ? (
            <Grid
              label={t("setup.sheet")}
              rows={answer.sheets}
              id={(one) => one.sheet}
              empty=""
              columns={[
                { head: t("setup.sheet"), cell: (one) => one.sheet, names: true },
                { head: t("setup.new"), cell: (one) => one.new, number: true },
                { head: t("setup.changed"), cell: (one) => one.changed, number: true },
                { head: t("setup.unchanged"), cell: (one) => one.unchanged, number: true },
              ]}
            />
          ) : null}
        </>
      ) : null}
      {answer?.dry_run && answer.recorded > 0 && file ? (
        <p>
          <Button type="primary" loading={bring.busy} onClick={() => void bring.run({ file, dryRun: false })}>
            {t("setup.record")}
          </Button>
        </p>
      ) : null}
      {answer && !answer.dry_run && answer.accounts.length > 0 ? (
        <>
          <h3>{t("setup.accounts")}</h3>
          <Alert type="warning" showIcon title={t("setup.once")} />
          <Grid
            label={t("setup.accounts")}
            rows={answer.accounts}
            id={(one) => one.account}
            empty=""
            columns={[
              { head: t("setup.account"), cell: (one) => <code>{one.account}</code>, names: true },
              { head: t("setup.name"), cell: (one) => one.name },
              { head: t("setup.role"), cell: (one) => name("role", one.role, one.role_name) },
              { head: t("setup.password"), cell: (one) => (one.password ? <code>{one.password}</code> : t("setup.shown_before")) },
            ]}
          />
        </>
      ) : null}
    </section>
  );
}
