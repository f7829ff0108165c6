import { Alert } from "antd";
import type { ReportView } from "../api/types";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { day, time } from "../lib/time";

/** The editions of a report, and a word where another one holds than is read. */
export function Editions({ view }: { view: ReportView }) {
  const { t, town } = useWords();
  const offset = town?.utc_offset_seconds ?? 0;
  const { id } = view.report;
  const last = view.editions.at(-1);
  const old = last !== undefined && last.edition !== view.edition;
  return (
    <>
      {old ? (
        <Alert
          type="warning"
          showIcon
          title={t("reports.not_last", { edition: last.edition })}
          description={<To route={{ page: "report", id }}>{t("reports.to_last")}</To>}
        />
      ) : null}
      <nav className="row editions" aria-label={t("reports.editions")}>
        <b>{t("reports.editions")}</b>
        {view.editions.map((one) => (
          <To
            key={one.edition}
            route={one === last ? { page: "report", id } : { page: "report", id, edition: one.edition }}
            current={one.edition === view.edition}
          >
            {t("reports.edition_n", { edition: one.edition })}{" "}
            <time dateTime={one.published_at}>
              {day(one.published_at, offset)} {time(one.published_at, offset).slice(0, 5)}
            </time>
          </To>
        ))}
      </nav>
    </>
  );
}
