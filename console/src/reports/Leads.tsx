import type { Report } from "../api/types";
import { useWords } from "../i18n/context";
import { fraction } from "../lib/report/numbers";
import { useReportWords } from "./words";

/** The figures at the top: name, value, what it is of. */
export function Leads({ report }: { report: Report }) {
  const { t } = useWords();
  const words = useReportWords();
  const { volumes, ends, follow_ups: followUps } = report;
  const late = volumes.late_incidents;
  const all: [string, string, string][] = [
    [
      t("lead.calls"),
      t("lead.calls_value", { count: volumes.received }),
      late === 0 ? t("lead.no_late") : t("lead.late", { count: late }),
    ],
    ...report.clocks.map((one): [string, string, string] => [
      t("lead.kept", { clock: words.clock(one.clock) }),
      words.share(one.kept),
      t("lead.kept_of", { fraction: fraction(one.kept), late: one.late }),
    ]),
    [t("lead.satisfied"), words.share(followUps.satisfied), fraction(followUps.satisfied)],
    [
      t("lead.ends"),
      `${ends.closed} / ${ends.under_way}`,
      t("lead.ends_of", { returned: ends.returned, merged: ends.merged, cancelled: ends.cancelled }),
    ],
  ];
  return (
    <dl className="leads" data-tour="report-leads">
      {all.map(([name, value, of]) => (
        <div className="card" key={name}>
          <dt>{name}</dt>
          <dd>
            <b>{value}</b>
            <span>{of}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
