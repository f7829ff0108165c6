import { Alert, App, Button } from "antd";
import { useRef, useState } from "react";
import { asProblem, type Problem } from "../../api/http";
import { ActKeys } from "../../api/key";
import * as api from "../../api/performance";
import { Grid } from "../../components/Grid";
import { ProblemAlert } from "../../components/ProblemAlert";
import { useWords } from "../../i18n/context";
import type { Give } from "./useFiling";
import { useFieldNames } from "./useFieldNames";

/** Takes back an XLSX that was edited elsewhere: its changes are looked at before they are written. */
export function Workbook({ filing, give }: { filing: api.FilingView; give: Give }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const nameOf = useFieldNames(filing);
  const [read, setRead] = useState<{ name: string; found: api.WorkbookRead }>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const keys = useRef(new ActKeys());

  const take = async (file: File) => {
    setBusy(true);
    setProblem(undefined);
    try {
      setRead({ name: file.name, found: await api.readWorkbook(filing.id, file) });
    } catch (error) {
      setRead(undefined);
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const write = async () => {
    if (!read) return;
    setBusy(true);
    setProblem(undefined);
    try {
      let version = filing.version;
      for (const command of read.found.commands) {
        const news = await api.giveFiling(filing.id, command, version, keys.current.keyFor({ command, version }));
        version = news.version;
        give.put(news);
      }
      keys.current.done();
      message.success(t("workbook.written", { count: read.found.changes.length }));
      setRead(undefined);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };

  const refused = read?.found.changes.filter((one) => one.refused) ?? [];
  return (
    <section className="card" aria-labelledby="workbook">
      <h2 id="workbook">{t("filing.view.workbook")}</h2>
      <p className="quiet">{t("workbook.what")}</p>
      <p className="row">
        <Button type={read ? "default" : "primary"} loading={busy} onClick={() => input.current?.click()}>
          {t("workbook.pick")}
        </Button>
        {read ? <b>{read.name}</b> : null}
      </p>
      <input
        ref={input}
        type="file"
        hidden
        accept=".xlsx"
        aria-label={t("workbook.pick")}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) void take(file);
          event.target.value = "";
        }}
      />
      {problem ? <ProblemAlert problem={problem} /> : null}
      {read ? (
        <>
          {refused.length > 0 ? <Alert type="error" showIcon title={t("workbook.refused", { count: refused.length })} /> : null}
          <Grid
            label={t("workbook.changes")}
            empty={t("workbook.none")}
            rows={read.found.changes}
            id={(one) => one.field}
            columns={[
              { head: t("workbook.field"), names: true, cell: (one) => nameOf(one.field) },
              { head: t("workbook.before"), wide: true, cell: (one) => <span className="written-text">{one.before}</span> },
              { head: t("workbook.after"), wide: true, cell: (one) => <span className="written-text">{one.after}</span> },
              {
                head: t("workbook.standing"),
                cell: (one) =>
                  one.refused ? (
                    <span className="wrong">✕ {t("workbook.is_refused")}</span>
                  ) : one.meanwhile ? (
                    <span className="late">
                      ⚠ {t("workbook.meanwhile")} <q>{one.meanwhile}</q>
                    </span>
                  ) : (
                    t("workbook.is_taken")
                  ),
              },
            ]}
          />
          {read.found.commands.length > 0 ? (
            <p className="row">
              <Button type="primary" loading={busy} onClick={() => void write()}>
                {t("workbook.write", { count: read.found.changes.length })}
              </Button>
              <Button onClick={() => setRead(undefined)}>{t("app.cancel")}</Button>
            </p>
          ) : null}
        </>
      ) : null}
    </section>
  );
}
