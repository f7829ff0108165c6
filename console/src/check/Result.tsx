import { Empty } from "antd";
import { useMemo, useState } from "react";
import type { FormCheckResult } from "../api/types";
import { Jump } from "../components/Jump";
import { useWords } from "../i18n/context";
import { EVERYTHING, findingsByField, type Known, passes, SEVERITIES } from "../lib/check";
import { FindingCard } from "./FindingCard";
import { Filters } from "./Filters";
import { Readings } from "./Readings";
import { SeverityMark } from "./SeverityMark";

type Props = {
  name: string;
  result: FormCheckResult;
  found: Known[];
  regulations: Map<string, string | undefined>;
  onRule: () => void;
};

/** What was found in a form, and how it was read. */
export function Result({ name, result, found, regulations, onRule }: Props) {
  const { t } = useWords();
  const [filter, setFilter] = useState(EVERYTHING);
  const [concernedOnly, setConcernedOnly] = useState(false);
  const shown = useMemo(() => found.filter((one) => passes(one, filter)), [found, filter]);
  const byField = useMemo(() => findingsByField(found), [found]);
  const counts = { error: result.errors, warning: result.warnings, note: result.notes };
  const kind = result.kind.toUpperCase();

  return (
    <>
      <section className="card verdict" data-tour="check-result" id="verdict" tabIndex={-1} aria-label={t("check.summary")}>
        <h2>{name}</h2>
        <p>
          {t("check.kind", { kind: kind === "TEXT" ? t("check.text") : kind })}
          {" · "}
          {t("check.fields", { count: result.readings.length })}
        </p>
        <p className="row" data-testid="counts">
          {SEVERITIES.map((severity) => (
            <SeverityMark key={severity} severity={severity} count={counts[severity]} />
          ))}
        </p>
        <p className="row no-print">
          <Jump to="findings">{t("check.to_findings")}</Jump>
          <Jump to="readings">{t("check.to_readings")}</Jump>
        </p>
      </section>
      <section aria-labelledby="findings">
        <h2 id="findings" tabIndex={-1}>
          {t("check.findings")}
        </h2>
        {found.length === 0 ? (
          <div className="card">
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("check.clean")} />
            <p className="quiet centred">{t("check.clean_means")}</p>
          </div>
        ) : (
          <>
            <Filters found={found} filter={filter} onFilter={setFilter} shown={shown.length} />
            {shown.length === 0 ? <p className="card">{t("check.none_shown")}</p> : null}
            <ol className="findings">
              {shown.map((one) => (
                <FindingCard
                  key={one.id}
                  known={one}
                  readings={result.readings}
                  regulation={regulations.get(one.finding.rule)}
                  onRule={onRule}
                  onField={() => setConcernedOnly(false)}
                />
              ))}
            </ol>
          </>
        )}
      </section>
      <Readings
        readings={result.readings}
        byField={byField}
        concernedOnly={concernedOnly}
        onConcernedOnly={setConcernedOnly}
        onFinding={(one) => {
          if (!passes(one, filter)) setFilter(EVERYTHING);
        }}
      />
    </>
  );
}

