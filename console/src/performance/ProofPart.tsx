import { App, Button } from "antd";
import { type RefObject, useRef, useState } from "react";
import { serverNow } from "../api/http";
import * as api from "../api/performance";
import { Grid } from "../components/Grid";
import { SpecForm } from "../components/SpecForm";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { refusal } from "../i18n/refusal";
import { surveyFound } from "../lib/performance/survey";
import { mayManagePerformance } from "../lib/rights";
import { numberOf, orNull, textOf } from "../lib/spec";
import { day } from "../lib/time";
import { FileButtons } from "./FileButtons";
import type { PartProps } from "./ProjectPage";

/** Documents that somebody vouches for, and surveys: proof that no record of the town can give. */
export function ProofPart({ detail, session, onChanged }: PartProps) {
  const { t, town } = useWords();
  const { message } = App.useApp();
  const { id, project } = detail;
  const may = mayManagePerformance(session.role);
  const today = day(serverNow(), town?.utc_offset_seconds ?? 0);
  const indicators = project.indicators.map((one) => ({ value: one.id, label: one.name }));
  const nameOf = (indicator: string) => project.indicators.find((one) => one.id === indicator)?.name ?? indicator;
  const [bringing, setBringing] = useState(false);
  const [importing, setImporting] = useState(false);
  const [file, setFile] = useState<File>();
  const [csv, setCsv] = useState<{ name: string; text: string }>();
  const indicatorSpec = { name: "indicator", label: t("proof.indicator"), kind: "choice" as const, required: true, options: indicators };

  return (
    <>
      <section className="card" aria-labelledby="documents">
        <div className="paper-head">
          <h2 id="documents">{t("proof.documents")}</h2>
          {may && !bringing ? (
            <Button type="primary" onClick={() => setBringing(true)}>
              {t("proof.bring")}
            </Button>
          ) : null}
        </div>
        <p className="quiet">{t("proof.documents_why")}</p>
        {bringing ? (
          <SpecForm
            id={`document-${id}`}
            label={t("proof.bring")}
            submit={t("proof.vouch", { name: session.name })}
            initial={{ day: today }}
            specs={[
              { name: "title", label: t("proof.title"), kind: "text", required: true, hint: t("proof.title_hint") },
              { name: "number", label: t("proof.number"), kind: "text", hint: t("proof.number_hint") },
              { name: "day", label: t("proof.day"), kind: "date", required: true },
              { name: "page", label: t("proof.page"), kind: "text", hint: t("proof.page_hint") },
              indicatorSpec,
              { name: "id", label: t("perf.id"), kind: "text", required: true, hint: t("perf.id_hint") },
            ]}
            onSend={(values, key) => {
              if (!file) return Promise.reject(refusal("no_file", "proof.no_file"));
              const [number, page] = [orNull(values, "number"), orNull(values, "page")];
              const about = {
                id: textOf(values, "id"),
                indicator: textOf(values, "indicator"),
                title: textOf(values, "title"),
                day: textOf(values, "day"),
                ...(number ? { number } : {}),
                ...(page ? { page } : {}),
              };
              // Another file under the same words is another act.
              return api.bringDocument(id, about, file, `${key}-${file.size}-${file.lastModified}`);
            }}
            onDone={(made) => {
              setBringing(false);
              setFile(undefined);
              message.success(t("proof.brought", { cited: made.cited }));
              onChanged();
            }}
            onCancel={() => setBringing(false)}
          >
            <Pick label={t("proof.file")} hint={t("proof.file_hint")} chosen={file?.name} onPick={setFile} />
          </SpecForm>
        ) : null}
        <Grid
          label={t("proof.documents")}
          empty={t("proof.no_documents")}
          rows={detail.documents}
          id={(one) => one.id}
          columns={[
            { head: t("proof.cited"), names: true, cell: (one) => one.cited },
            { head: t("proof.day"), cell: (one) => <span className="nowrap">{one.day}</span> },
            { head: t("proof.page"), cell: (one) => one.page ?? "" },
            {
              head: t("proof.indicator"),
              cell: (one) => <To route={{ page: "indicator", project: id, indicator: one.indicator }}>{nameOf(one.indicator)}</To>,
            },
            { head: t("proof.vouched_by"), cell: (one) => one.vouched_by },
            { head: t("event.late"), cell: (one) => (one.late ? t("event.late") : "") },
            { head: "SM3", cell: (one) => <code className="hash">{one.sm3}</code> },
            { head: t("proof.file"), cell: (one) => <FileButtons formats={["file"] as const} ask={() => api.documentFile(id, one.id)} /> },
          ]}
        />
      </section>
      <section className="card" aria-labelledby="surveys">
        <div className="paper-head">
          <h2 id="surveys">{t("proof.surveys")}</h2>
          {may && !importing ? (
            <Button type="primary" onClick={() => setImporting(true)}>
              {t("proof.import")}
            </Button>
          ) : null}
        </div>
        <p className="quiet">{t("proof.surveys_why")}</p>
        {importing ? (
          <SpecForm
            id={`survey-${id}`}
            label={t("proof.import")}
            submit={t("proof.import_submit")}
            initial={{}}
            specs={[
              { name: "title", label: t("proof.survey_title"), kind: "text", required: true },
              indicatorSpec,
              { name: "from", label: t("sheet.from"), kind: "date", required: true },
              { name: "to", label: t("sheet.to"), kind: "date", required: true },
              { name: "asked", label: t("proof.asked"), kind: "number", required: true },
              { name: "id", label: t("perf.id"), kind: "text", required: true, hint: t("perf.id_hint") },
            ]}
            onSend={(values, key) => {
              if (!csv) return Promise.reject(refusal("no_file", "proof.no_file"));
              const survey = {
                id: textOf(values, "id"),
                indicator: textOf(values, "indicator"),
                title: textOf(values, "title"),
                from: textOf(values, "from"),
                to: textOf(values, "to"),
                asked: numberOf(values, "asked"),
                csv: csv.text,
              };
              return api.importSurvey(id, survey, `${key}-${csv.text.length}`);
            }}
            onDone={(made) => {
              setImporting(false);
              setCsv(undefined);
              message.success(t("proof.imported", { answers: made.answers, satisfied: made.satisfied }));
              onChanged();
            }}
            onCancel={() => setImporting(false)}
          >
            <Pick
              label={t("proof.csv")}
              hint={csv ? t("proof.csv_found", { count: surveyFound(csv.text) }) : t("proof.csv_hint")}
              chosen={csv?.name}
              accept=".csv,text/csv"
              onPick={(one) => void one.text().then((text) => setCsv({ name: one.name, text }))}
            />
          </SpecForm>
        ) : null}
        <Grid
          label={t("proof.surveys")}
          empty={t("proof.no_surveys")}
          rows={detail.surveys}
          id={(one) => one.id}
          columns={[
            { head: t("proof.survey_title"), names: true, cell: (one) => one.title },
            { head: t("perf.period"), cell: (one) => <span className="nowrap">{t("perf.days", one)}</span> },
            { head: t("proof.asked"), number: true, cell: (one) => one.asked },
            { head: t("proof.answers"), number: true, cell: (one) => one.answers },
            {
              head: t("proof.indicator"),
              cell: (one) => <To route={{ page: "indicator", project: id, indicator: one.indicator, query: { from: one.from, to: one.to } }}>{nameOf(one.indicator)}</To>,
            },
            { head: t("proof.vouched_by"), cell: (one) => one.vouched_by },
            { head: "SM3", cell: (one) => <code className="hash">{one.sm3}</code> },
          ]}
        />
      </section>
    </>
  );
}

type PickProps = { label: string; hint: string; chosen: string | undefined; accept?: string; onPick: (file: File) => void };

/** A file is picked anew after each visit: the browser keeps texts, and no files. */
function Pick({ label, hint, chosen, accept, onPick }: PickProps) {
  const input: RefObject<HTMLInputElement | null> = useRef<HTMLInputElement>(null);
  return (
    <div className="pick">
      <Button onClick={() => input.current?.click()}>{label}</Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        aria-label={label}
        onChange={(event) => {
          const one = event.target.files?.[0];
          if (one) onPick(one);
          event.target.value = "";
        }}
      />
      {chosen ? <b>{chosen}</b> : null}
      <span className="fine">{hint}</span>
    </div>
  );
}
