import type { Printed } from "../api/form";
import type { Days, FormComputed } from "../api/performance";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { groups, type Line } from "../lib/performance/indicators";
import { percent } from "../lib/report/numbers";
import { LightMark } from "./LightMark";

type Props = { project: string; days: Days; form: FormComputed; printed: Printed };

const COLUMNS = ["light", "name", "annual", "due", "done", "completion", "deviation", "cause", "remedy"] as const;

/** The indicators under their levels; each figure leads to what it rests on. */
export function IndicatorTable({ project, days, form, printed }: Props) {
  const { t } = useWords();
  return (
    <div className="table-scroll" data-tour="perf-table" tabIndex={0} role="region" aria-label={t("perf.part.indicators")}>
      <table className="sheet-table levels">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`perf.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        {groups(form, printed).map((group) => (
          <tbody key={group.level1}>
            {group.parts.map((part, nth) => [
              <tr key={part.level2} className="level">
                <th colSpan={COLUMNS.length} scope="rowgroup">
                  {nth === 0 ? <b>{group.level1}</b> : <span className="quiet">{group.level1}</span>} <span aria-hidden="true">›</span> {part.level2}
                </th>
              </tr>,
              ...part.lines.map((line) => <Row key={line.computed.id} line={line} project={project} days={days} />),
            ])}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Row({ line, project, days }: { line: Line; project: string; days: Days }) {
  const { t } = useWords();
  const { computed, row } = line;
  const completion = computed.completion.ratio ? percent(computed.completion.ratio) : undefined;
  return (
    <tr>
      <td className="nowrap">
        <LightMark light={computed.light} />
      </td>
      <th scope="row">
        {row?.mark} {computed.name}
      </th>
      <td>{row?.annual ?? computed.annual.wording}</td>
      <td>{row?.due ?? computed.due.wording}</td>
      <td>
        <To
          route={{ page: "indicator", project, indicator: computed.id, query: days }}
          tour="perf-figure"
          label={`${row?.done ?? ""} ${t("sheet.open_evidence", { name: computed.name })}`}
        >
          {row?.done}
        </To>
      </td>
      <td className="number">{completion ?? t("perf.no_percentage")}</td>
      <td className="number">{row?.deviation}</td>
      <td>{row?.cause || (computed.must_be_explained ? <em className="late">{t("perf.to_explain")}</em> : "")}</td>
      <td>{row?.remedy || (computed.must_be_explained ? <em className="late">{t("perf.to_explain")}</em> : "")}</td>
    </tr>
  );
}
