import type { EquipmentFinding } from "../api/duty";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import type { DeskRoute } from "../lib/deskRoute";
import { byKind, holderName } from "../lib/equipment";

/** What is wrong with the equipment today, by kind of finding. */
export function EquipmentFindings({ findings, at }: { findings: EquipmentFinding[]; at: (kind: string, serial: string) => DeskRoute }) {
  const { t, name } = useWords();
  if (findings.length === 0) {
    return (
      <p className="all-well" role="status">
        ✓ {t("duty.no_equipment_findings")}
      </p>
    );
  }
  const kinds = byKind(findings);
  return (
    <section className="card duty-findings" aria-labelledby="equipment-findings">
      <h3 id="equipment-findings">{t("duty.equipment_findings", { count: findings.length })}</h3>
      <ul>
        {[...kinds].map(([kind, all]) => (
          <li key={kind}>
            <span className="severity warning">
              ▲ {name("equipment_finding", kind, all[0]?.kind_name)} {all.length}
            </span>{" "}
            <span className="finding-list">
              {all.map((one) => (
                <span key={`${one.equipment.code}${one.serial ?? ""}${holderName(one.holder) ?? ""}`}>
                  {one.serial ? <To route={at(one.equipment.code, one.serial)}>{one.serial}</To> : one.equipment.name}{" "}
                  <span className="quiet fine">
                    {[holderName(one.holder), one.due, one.missing > 0 ? t("duty.missing", { count: one.missing }) : undefined].filter(Boolean).join(" · ")}
                  </span>
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
