import { To } from "../components/To";
import { usePatrol } from "./context";
import { useWords } from "./words";

/** Elsewhere the big button only leads back: nobody reports an arrival at an address that is not in sight. */
export function ToTask() {
  const { t } = useWords();
  const { foreseen, part } = usePatrol();
  return (
    <To route={{ page: "patrol", view: "now" }} className={`p-button ${foreseen && part ? "main" : ""}`}>
      {foreseen && part ? t("patrol.to_task", { address: foreseen.address }) : t("patrol.to_now")}
    </To>
  );
}
