import { Select } from "antd";
import { useMemo, useState } from "react";
import type { Study, Variant } from "../../api/plan";
import type { Present } from "../../api/plan.types";
import { useWords } from "../../i18n/context";
import { best } from "../../lib/planning/answers";
import { fleetOf } from "../../lib/planning/fleet";
import { Answers } from "./Answers";
import { AreaTable } from "./AreaTable";
import { ArrivalMap } from "./ArrivalMap";
import { CostChart } from "./CostChart";
import { HeatSheet } from "./HeatSheet";
import { Measures } from "./Measures";
import { Workload } from "./Workload";

type Props = {
  study: Study;
  present: Present;
  /** What the study's scenarios changed, in their order. */
  variants: readonly Variant[];
  /** Computes it again with more replications. */
  onPrecise?: (() => void) | undefined;
};

/** What a study answers: in sentences first, then drawn. */
export default function Results({ study: given, present, variants, onPrecise }: Props) {
  const { t } = useWords();
  // The server names the present in Chinese.
  const study = useMemo(() => ({ ...given, scenarios: given.scenarios.map((one, nth) => (nth === 0 ? { ...one, name: t("plan.now") } : one)) }), [given, t]);
  const [wanted, setWanted] = useState<number>();
  const nth = wanted !== undefined && wanted < study.scenarios.length ? wanted : best(study);
  const scenario = study.scenarios[nth];
  const first = study.scenarios[0];
  const variant = nth > 0 ? variants[nth - 1] : undefined;
  const cars = useMemo(() => (variant ? fleetOf(present.fleet.cars, variant) : present.fleet.cars), [present, variant]);
  const limit = variant?.arrive_seconds ?? present.rules.arrive.seconds;
  if (!scenario || !first) return null;
  return (
    <>
      <Answers study={study} onPrecise={onPrecise} />
      <CostChart study={study} />
      {study.scenarios.length > 1 ? (
        <div className="row plan-switch no-print">
          <label htmlFor="plan-switch">{t("plan.looking_at")}</label>
          <Select
            id="plan-switch"
            popupMatchSelectWidth={false}
            value={nth}
            options={study.scenarios.map((one, at) => ({ value: at, label: one.name }))}
            onChange={(at: number) => setWanted(at)}
          />
        </div>
      ) : null}
      <h3 className="plan-of">{t("plan.of_scenario", { name: scenario.name })}</h3>
      <Workload present={nth === 0 ? undefined : first} scenario={scenario} />
      <ArrivalMap study={study} scenario={scenario} layout={present.layout} limit={limit} />
      <HeatSheet study={study} scenario={scenario} cars={cars} limit={limit} />
      <AreaTable scenario={scenario} days={study.days} />
      <Measures study={study} />
    </>
  );
}
