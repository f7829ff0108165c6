import type { Report, ReportView } from "../api/types";
import { Jump } from "../components/Jump";
import { useWords } from "../i18n/context";
import { inChinese, inWords } from "../lib/report/findings";
import { chance } from "../lib/report/numbers";
import { useReportWords } from "./words";

/** Written findings, each with the test or the rule that it rests on; else why there is none. */
export function Findings({ view }: { view: ReportView }) {
  const { t, language } = useWords();
  const words = useReportWords();
  const { report } = view;
  const told = language === "en" ? inWords(report, words) : inChinese(view);
  return (
    <section className="card" aria-labelledby="findings" data-tour="report-findings">
      <h2 id="findings" tabIndex={-1}>
        {t("report.findings")}
      </h2>
      <ol className="written">
        {told.map((one) => (
          <li key={one.text}>
            <p>{one.text}</p>
            {one.test !== undefined ? <RestsOn report={report} test={one.test} /> : null}
            {one.chart ? (
              <p className="fine">
                <Jump to="chart-control">{t("report.to_chart")}</Jump>
              </p>
            ) : null}
          </li>
        ))}
      </ol>
      <p className="fine">
        {t("report.method_family", {
          all: report.tests.length,
          family: report.findings.family,
          small: report.findings.too_small,
        })}
      </p>
      <p className="fine">{t("report.method_least")}</p>
    </section>
  );
}

/** The server's sentence names the test itself. */
function RestsOn({ report, test }: { report: Report; test: number }) {
  const { t, language } = useWords();
  const words = useReportWords();
  const outcome = report.tests[test]?.outcome;
  if (outcome?.came_to !== "done") return null;
  const statistic = words.statistic(outcome);
  return (
    <p className="fine">
      {language === "en"
        ? `${t("report.rests_on", {
            method: t(`method.${outcome.method}`),
            statistic: statistic ? t("statistic.joined", { statistic }) : "",
            chance: chance(outcome.p_adjusted),
          })} `
        : null}
      <Jump to={`test-${test}`}>{t("report.to_test")}</Jump>
    </p>
  );
}
