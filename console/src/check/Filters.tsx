import { Select } from "antd";
import { useWords } from "../i18n/context";
import { families, type Filter, type Known, SEVERITIES, toggled } from "../lib/check";
import { SeverityMark } from "./SeverityMark";

type Props = { found: Known[]; filter: Filter; onFilter: (filter: Filter) => void; shown: number };

const ALL = "all";

export function Filters({ found, filter, onFilter, shown }: Props) {
  const { t, name } = useWords();
  return (
    <div className="row filters no-print" role="group" aria-label={t("check.filter")}>
      {SEVERITIES.map((severity) => (
        <button
          key={severity}
          type="button"
          className="filter-button"
          aria-pressed={filter.severities.has(severity)}
          onClick={() => onFilter(toggled(filter, severity))}
        >
          <SeverityMark severity={severity} count={found.filter((one) => one.severity === severity).length} />
        </button>
      ))}
      <label htmlFor="check-family">{t("check.family")}</label>
      <Select
        id="check-family"
        value={filter.family ?? ALL}
        onChange={(family: string) => onFilter({ ...filter, family: family === ALL ? undefined : family })}
        popupMatchSelectWidth={false}
        options={[
          { value: ALL, label: t("check.all_families") },
          ...families(found).map((one) => ({
            value: one.family,
            label: `${name("family", one.family, one.name)} (${one.count})`,
          })),
        ]}
      />
      <span className="quiet" role="status">
        {t("check.shown", { shown, count: found.length })}
      </span>
    </div>
  );
}
