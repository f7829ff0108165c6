import { useMemo } from "react";
import type { ReportView } from "../api/types";
import { Jump } from "../components/Jump";
import { useWords } from "../i18n/context";
import { charts, signals } from "../lib/report/charts";
import { tables } from "../lib/report/tables";
import { Basis } from "./Basis";
import { Chart } from "./Chart";
import { DataTable } from "./DataTable";
import { Findings } from "./Findings";
import { Leads } from "./Leads";
import { useReportWords } from "./words";

/** A report in the order of the printed one: figures, findings, charts, tables, what it rests on. */
export function Content({ view }: { view: ReportView }) {
  const { t } = useWords();
  const words = useReportWords();
  const { report } = view;
  const drawn = useMemo(() => charts(report, words), [report, words]);
  const listed = useMemo(() => tables(report, words), [report, words]);
  const outside = useMemo(() => signals(report, words), [report, words]);
  return (
    <>
      <Leads report={report} />
      <nav className="row contents no-print" aria-label={t("reports.contents")}>
        <b>{t("reports.contents")}</b>
        <Jump to="findings">{t("report.findings")}</Jump>
        <Jump to="charts">{t("report.charts")}</Jump>
        <Jump to="tables">{t("report.tables")}</Jump>
        {listed.map((one) => (
          <Jump key={one.id} to={`table-${one.id}`}>
            {one.title}
          </Jump>
        ))}
      </nav>
      <Findings view={view} />
      <section aria-labelledby="charts">
        <h2 id="charts" tabIndex={-1}>
          {t("report.charts")}
        </h2>
        <div className="charts">
          {drawn.map((one) => (
            <Chart key={one.id} chart={one}>
              {one.id === "control" ? <Signals all={outside} judged={report.chart.limits !== null} /> : null}
            </Chart>
          ))}
        </div>
      </section>
      <section aria-labelledby="tables" className="tables">
        <h2 id="tables" tabIndex={-1}>
          {t("report.tables")}
        </h2>
        {listed.map((one) => (
          <div className="card" key={one.id} id={`table-${one.id}`} tabIndex={-1}>
            <h3>{one.title}</h3>
            <DataTable table={one} {...(one.id === "tests" ? { rowId: (row: number) => `test-${row}` } : {})} />
          </div>
        ))}
      </section>
      <Basis view={view} />
    </>
  );
}

/** The days outside of daily variation; none are told where nothing may be judged. */
function Signals({ all, judged }: { all: string[]; judged: boolean }) {
  const { t } = useWords();
  if (!judged) return null;
  if (all.length === 0) return <p>{t("chart.signals_none")}</p>;
  return (
    <ul className="signals">
      {all.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  );
}
