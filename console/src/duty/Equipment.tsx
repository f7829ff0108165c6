import { Button, Select } from "antd";
import * as duty from "../api/duty";
import { Shown } from "../components/Shown";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { deskRoute } from "../lib/deskRoute";
import { CONDITIONS, holderName } from "../lib/equipment";
import { mayManageDuty } from "../lib/rights";
import { useAsked } from "../state/useAsked";
import { useNews } from "../state/useNews";
import { go } from "../state/useRoute";
import type { DutyProps } from "./DutyPage";
import { EquipmentFindings } from "./EquipmentFindings";
import { NewPiece } from "./NewPiece";
import { PiecePanel } from "./PiecePanel";

/** Equipment by holder (装备): who has what, what is due for calibration, what is missing. */
export function Equipment({ route, session }: DutyProps) {
  const { t, name, town } = useWords();
  const { kind, member, unit, condition } = route.asked;
  const asked = useAsked([kind, member, unit, condition].join("/"), async (signal) => {
    const which = Object.fromEntries(Object.entries({ kind, member, unit, condition }).filter((pair): pair is [string, string] => Boolean(pair[1])));
    const [page, kinds, findings, members] = await Promise.all([
      duty.equipment(which, undefined, signal), duty.equipmentKinds(signal), duty.equipmentFindings(signal), duty.members(signal),
    ]);
    return { page, kinds, findings, members };
  });
  useNews(["stream", "town"], asked.again);
  const [, inKind, serial] = route.path;
  const at = (path: string[] = [], more: Record<string, string | undefined> = {}) => deskRoute("duty", ["equipment", ...path], { ...route.asked, ...more });
  const may = mayManageDuty(session.role);
  const pick = (field: string, label: string, options: { value: string; label: string }[]) => (
    <span className="row pick">
      <label htmlFor={`equipment-${field}`}>{label}</label>
      <Select
        id={`equipment-${field}`}
        value={route.asked[field] ?? ""}
        showSearch={{ optionFilterProp: "label" }}
        popupMatchSelectWidth={false}
        onChange={(value: string) => go(at([], { [field]: value || undefined }))}
        options={[{ value: "", label: t("queue.all") }, ...options]}
      />
    </span>
  );
  return (
    <Shown asked={asked}>
      {(found) => {
        const piece = found.page.pieces.find((one) => one.kind.code === inKind && one.serial === serial);
        return (
          <>
            <div className="row book-tools">
              {pick("kind", t("duty.equipment_kind"), found.kinds.map((one) => ({ value: one.id, label: one.name })))}
              {pick("unit", t("field.unit"), (town?.units ?? []).map((one) => ({ value: one.id, label: one.name })))}
              {session.role === "member" ? null : pick("member", t("duty.member"), found.members.map((one) => ({ value: one.id, label: `${one.name} ${one.id}` })))}
              {pick("condition", t("duty.condition"), CONDITIONS.map((one) => ({ value: one, label: name("condition", one, t(`duty.condition.${one}`)) })))}
              <span className="spacer" />
              {may && inKind !== "new" ? <Button onClick={() => go(at(["new"]))}>{t("duty.acquire")}</Button> : null}
            </div>
            {may && inKind === "new" ? <NewPiece kinds={found.kinds} onDone={asked.again} onClose={() => go(at())} /> : null}
            <EquipmentFindings findings={found.findings} at={(one, number) => at([one, number])} />
            <p className="quiet">
              {t(found.page.next ? "desk.shown_first" : "duty.pieces", { count: found.page.pieces.length })}
            </p>
            <div className="table-scroll" tabIndex={0} role="region" aria-label={t("duty.part.equipment")}>
              <table className="sheet-table book-table">
                <thead>
                  <tr>
                    <th scope="col">{t("duty.serial")}</th>
                    <th scope="col">{t("duty.equipment_kind")}</th>
                    <th scope="col">{t("duty.holder")}</th>
                    <th scope="col">{t("duty.since")}</th>
                    <th scope="col">{t("duty.condition")}</th>
                    <th scope="col">{t("duty.calibration_due")}</th>
                    <th scope="col">{t("duty.last_record")}</th>
                  </tr>
                </thead>
                <tbody>
                  {found.page.pieces.map((one) => (
                    <tr key={`${one.kind.code}/${one.serial}`}>
                      <th scope="row">
                        <To route={at([one.kind.code, one.serial])}>{one.serial}</To>
                      </th>
                      <td>{one.kind.name}</td>
                      <td>{holderName(one.holder) ?? "—"}</td>
                      <td className="nowrap">{one.holder?.from ?? "—"}</td>
                      <td>
                        <span className={`mark condition-${one.condition}`}>{name("condition", one.condition, one.condition_name)}</span>
                      </td>
                      <td className="nowrap">{one.calibration_due ?? "—"}</td>
                      <td className="nowrap">{one.last}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            {piece ? (
              <PiecePanel
                key={`${piece.kind.code}/${piece.serial}`}
                piece={piece}
                kind={found.kinds.find((one) => one.id === piece.kind.code)}
                members={found.members}
                may={may}
                onChanged={asked.again}
                onClose={() => go(at())}
              />
            ) : null}
          </>
        );
      }}
    </Shown>
  );
}
