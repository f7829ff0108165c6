import { useWords } from "../i18n/context";
import type { Lack } from "../lib/planning/draft";
import { useNames } from "./useNames";

/** What has to be put right before anything can be computed. */
export function Lacks({ lacks }: { lacks: Lack[] }) {
  const words = useLackWords();
  const { t } = useWords();
  if (lacks.length === 0) return null;
  return (
    <div className="plan-lacks" id="plan-lacks" tabIndex={-1}>
      <p className="wrong">{t("plan.lacks")}</p>
      <ul className="bulleted">
        {lacks.map((one) => (
          <li key={JSON.stringify(one)} className="wrong">
            {words(one)}
          </li>
        ))}
      </ul>
    </div>
  );
}

export function useLackWords(): (lack: Lack) => string {
  const { t } = useWords();
  const names = useNames();
  return (lack) => {
    switch (lack.what) {
      case "variant":
        return t("plan.lack.variant", {
          name: lack.name || t("plan.unnamed"),
          what: t(`plan.wrong.${lack.wrong.field}`, { car: lack.wrong.car ? names.car(lack.wrong.car) : "" }),
        });
      case "twice":
        return t("plan.lack.twice", { name: lack.name });
      default:
        return t(`plan.lack.${lack.what}`);
    }
  };
}
