import { Button, Empty } from "antd";
import { useEffect, useMemo, useState } from "react";
import { asProblem, type Problem } from "../api/http";
import * as reports from "../api/reports";
import type { ReportView } from "../api/types";
import { ProblemAlert } from "../components/ProblemAlert";
import { To } from "../components/To";
import { Wait } from "../components/Wait";
import { useWords } from "../i18n/context";
import { byMonth, MONTHS, yearCharts, yearsOf, yearTable } from "../lib/report/year";
import { Chart } from "./Chart";
import { CellOf, cellClass } from "./DataTable";
import { Kinds } from "./Kinds";
import { useReportWords } from "./words";

/** Monthly reports of some sixteen years: enough to know which years there are. */
const MOST = 200;

type Read = { year: number | undefined; years: number[]; views: ReportView[] };

async function readYear(asked: number | undefined): Promise<Read> {
  const { reports: lines } = await reports.list("monthly", undefined, MOST);
  const years = yearsOf(lines);
  const year = asked ?? years[0];
  const ids = lines.filter((one) => Number(one.from.slice(0, 4)) === year).map((one) => one.id);
  return { year, years, views: await Promise.all(ids.map((id) => reports.read({ id }))) };
}

/** A year's monthly reports side by side. */
export function Year({ asked }: { asked: number | undefined }) {
  const { t } = useWords();
  const [read, setRead] = useState<Read>();
  const [problem, setProblem] = useState<Problem>();
  const [again, setAgain] = useState(0);
  useEffect(() => {
    let gone = false;
    setRead(undefined);
    setProblem(undefined);
    readYear(asked).then(
      (news) => !gone && setRead(news),
      (error: unknown) => !gone && setProblem(asProblem(error)),
    );
    return () => {
      gone = true;
    };
  }, [asked, again]);
  return (
    <>
      <h1>{t("reports.title")}</h1>
      <p className="quiet">{t("year.what")}</p>
      <Kinds here="year" />
      {problem ? (
        <ProblemAlert problem={problem} action={<Button onClick={() => setAgain((old) => old + 1)}>{t("app.retry")}</Button>} />
      ) : null}
      {!read && !problem ? <Wait /> : null}
      {read && read.years.length > 0 ? (
        <nav className="row editions no-print" aria-label={t("year.pick")}>
          <b>{t("year.pick")}</b>
          {read.years.map((year) => (
            <To key={year} route={{ page: "year", year }} current={year === read.year}>
              {year}
            </To>
          ))}
        </nav>
      ) : null}
      {read && read.views.length === 0 ? (
        <div className="card">
          <Empty
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={read.year === undefined ? t("reports.none", { kind: t("reports.kind.monthly") }) : t("year.none", { year: read.year })}
          />
        </div>
      ) : null}
      {read?.year !== undefined && read.views.length > 0 ? <Months year={read.year} views={read.views} /> : null}
    </>
  );
}

function Months({ year, views }: { year: number; views: ReportView[] }) {
  const { t } = useWords();
  const words = useReportWords();
  const table = useMemo(() => yearTable(year, views, words), [year, views, words]);
  const drawn = useMemo(() => yearCharts(views, words), [views, words]);
  const months = useMemo(() => byMonth(views), [views]);
  return (
    <>
      <div className="charts">
        {drawn.map((one) => (
          <Chart key={one.id} chart={one} />
        ))}
      </div>
      <section className="card" aria-labelledby="year-table">
        <h2 id="year-table">{table.title}</h2>
        <div className="table-scroll" tabIndex={0} role="region" aria-label={table.title}>
          <table className="sheet-table report-table year">
            <thead>
              <tr>
                <th scope="col">{t("year.month")}</th>
                {table.heads.map((head, at) => (
                  <th scope="col" key={`${head}${at}`}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row, nth) => {
                const view = months[nth];
                const first = `${year}-${String(nth + 1).padStart(2, "0")}-01`;
                return (
                  <tr key={first} className={nth < MONTHS.length ? undefined : "sum"}>
                    <th scope="row">
                      {view ? <To route={{ page: "report", id: view.report.id }}>{words.month(first)}</To> : null}
                      {!view && nth < MONTHS.length ? words.month(first) : null}
                      {nth < MONTHS.length ? null : t("year.total", { count: views.length })}
                    </th>
                    {row.map((cell, at) => (
                      <td key={at} className={cellClass(cell)}>
                        <CellOf cell={cell} />
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </section>
    </>
  );
}
