import { Button, Input } from "antd";
import { lazy, Suspense, useState } from "react";
import type { Present } from "../api/plan.types";
import { Wait } from "../components/Wait";
import { useWords } from "../i18n/context";
import { cellsOf, changesNothing, type TypedVariant, variantOf, type Wrong } from "../lib/planning/variants";
import { costsOf } from "../lib/planning/draft";
import { billOf, fleetOf } from "../lib/planning/fleet";
import { yuanWords } from "../lib/planning/numbers";
import { CarRows } from "./CarRows";
import { RulesFields } from "./RulesFields";
import type { Planning } from "./usePlanning";

// The map is large, and few scenarios need it.
const Redraw = lazy(() => import("./Redraw"));

type Props = {
  typed: TypedVariant;
  nth: number;
  present: Present;
  planning: Planning;
  wrong: Wrong[];
  onChange: (typed: TypedVariant) => void;
  onRemove: () => void;
  onCopy: () => void;
};

/** A scenario: what it changes of the present, and what that would cost. */
export function VariantCard({ typed, nth, present, planning, wrong, onChange, onRemove, onCopy }: Props) {
  const { t } = useWords();
  const id = `variant-${typed.key}`;
  const moved = cellsOf(present, typed.cells).reduce((sum, one) => sum + one.points.length, 0);
  const [drawing, setDrawing] = useState(moved > 0 || typed.drawn.length > 0);
  const { variant } = variantOf(typed, present);
  const costs = planning.draft.costs ? costsOf(planning.draft.costs) : undefined;
  const cars = fleetOf(present.fleet.cars, variant);
  const bill = costs && billOf(costs, cars);
  const now = costs && billOf(costs, present.fleet.cars);
  const more = bill && now ? bill.yearly - now.yearly : 0;
  const nameWrong = wrong.some((one) => one.field === "name");
  return (
    <section className="plan-variant" aria-labelledby={`${id}-head`}>
      <div className="plan-variant-head">
        <h3 id={`${id}-head`}>{t("plan.variant_n", { n: nth })}</h3>
        <div className="spec-field plan-name">
          <label htmlFor={id} className="hidden">
            {t("plan.variant_name")}
          </label>
          <Input id={id} value={typed.name} maxLength={60} status={nameWrong ? "error" : ""} aria-invalid={nameWrong} onChange={(event) => onChange({ ...typed, name: event.target.value })} />
        </div>
        <span className="row">
          <Button size="small" onClick={onCopy}>
            {t("plan.copy")}
          </Button>
          <Button size="small" danger onClick={onRemove} aria-label={t("plan.remove_variant", { name: typed.name })}>
            {t("plan.remove")}
          </Button>
        </span>
      </div>
      <CarRows typed={typed} present={present} wrong={wrong} onChange={onChange} />
      <RulesFields typed={typed} present={present} wrong={wrong} onChange={onChange} />
      <details open={drawing} onToggle={(event) => setDrawing(event.currentTarget.open)}>
        <summary>{moved > 0 || typed.drawn.length > 0 ? t("plan.redraw_n", { count: moved }) : t("plan.redraw")}</summary>
        {drawing ? (
          <Suspense fallback={<Wait />}>
            <Redraw typed={typed} present={present} fitted={planning.model.done?.value.period} onChange={onChange} />
          </Suspense>
        ) : null}
      </details>
      <p className="plan-cost" role="status">
        {changesNothing(variant) ? <span className="late">{t("plan.changes_nothing")} </span> : null}
        {bill && now
          ? t(more === 0 ? "plan.cost_same" : more > 0 ? "plan.cost_more" : "plan.cost_less", {
              cars: bill.cars, members: bill.members, yuan: yuanWords(bill.yearly), more: yuanWords(Math.abs(more)),
            })
          : t("plan.cost_unknown", { cars: cars.length })}
      </p>
    </section>
  );
}
