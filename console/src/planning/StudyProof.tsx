import { Button } from "antd";
import type { Kept } from "../api/plan";
import { Fact } from "../components/Fact";
import { save } from "../forms/save";
import { useWords } from "../i18n/context";

/** By what a study is known and how anybody makes it again. */
export function StudyProof({ kept }: { kept: Kept }) {
  const { t } = useWords();
  const name = `${kept.id}.json`;
  const take = () => save({ name, content: new Blob([`${JSON.stringify(kept.scenario, null, 2)}\n`], { type: "application/json" }) });
  return (
    <section className="card" aria-labelledby="plan-proof">
      <h3 id="plan-proof">{t("plan.proof")}</h3>
      <p className="quiet">{t("plan.proof_why")}</p>
      <dl className="reasons wide-names">
        <Fact label={t("plan.seed")}>{kept.study.seed}</Fact>
        <Fact label={t("plan.replications")}>{t("plan.replications_of", { replications: kept.study.replications, days: kept.study.days })}</Fact>
        <Fact label={t("plan.scenario_digest")}>
          <code>{kept.scenario_digest}</code>
        </Fact>
        <Fact label={t("plan.result_digest")}>
          <code>{kept.result_digest}</code>
        </Fact>
        <Fact label={t("plan.basis")}>{t("plan.basis_at", { position: kept.basis.position, hash: kept.basis.hash })}</Fact>
        <Fact label={t("plan.command")}>
          <code>liandong plan run {name}</code>
        </Fact>
      </dl>
      <p className="no-print">
        <Button onClick={take}>{t("plan.take_scenario")}</Button>
      </p>
    </section>
  );
}
