import { Button, Input } from "antd";
import { useWords } from "../i18n/context";
import { costsOf, typedCosts, type TypedCosts } from "../lib/planning/draft";
import { billOf } from "../lib/planning/fleet";
import { yuanWords } from "../lib/planning/numbers";
import type { Planning } from "./usePlanning";

const FIELDS = ["car", "member", "crew", "hours"] as const;
const NOTHING: TypedCosts = { car: "", member: "", crew: "2", hours: "42" };

/** Unit prices: the contracts', or what the planner types where they have none. */
export function Prices({ planning }: { planning: Planning }) {
  const { t } = useWords();
  const { draft, change, model } = planning;
  const found = model.done?.value;
  const typed = draft.costs ?? NOTHING;
  const costs = costsOf(typed);
  const contract = found?.costs ? typedCosts(found.costs) : undefined;
  const same = contract && FIELDS.every((one) => contract[one] === typed[one]);
  const bill = costs && found ? billOf(costs, found.present.fleet.cars) : undefined;
  return (
    <fieldset className="plan-prices">
      <legend>
        <h3>{t("plan.prices")}</h3>
      </legend>
      <p className={contract ? "quiet" : "late"}>{t(contract ? (same ? "plan.prices_contract" : "plan.prices_own") : "plan.prices_none")}</p>
      <div className="plan-fields">
        {FIELDS.map((one) => (
          <div key={one} className="spec-field">
            <label htmlFor={`price-${one}`}>{t(`plan.price.${one}`)}</label>
            <Input
              id={`price-${one}`}
              inputMode="decimal"
              value={typed[one]}
              status={typed[one] && !costs && costsOf({ ...NOTHING, car: "1", member: "1", [one]: typed[one] }) === undefined ? "error" : ""}
              onChange={(event) => change({ costs: { ...typed, [one]: event.target.value } })}
            />
          </div>
        ))}
      </div>
      <p className="row">
        {bill ? <span>{t("plan.present_costs", { cars: bill.cars, members: bill.members, yuan: yuanWords(bill.yearly) })}</span> : <span className="late">{t("plan.lack.costs")}</span>}
        {contract && !same ? (
          <Button size="small" className="no-print" onClick={() => change({ costs: contract })}>
            {t("plan.prices_reset")}
          </Button>
        ) : null}
      </p>
    </fieldset>
  );
}
