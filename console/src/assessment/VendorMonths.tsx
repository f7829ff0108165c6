import { App, Button } from "antd";
import { useState } from "react";
import * as assessments from "../api/assessments";
import * as calls from "../api/calls";
import { serverNow } from "../api/http";
import type { Session } from "../api/types";
import { ActForm } from "../components/ActForm";
import { Shown } from "../components/Shown";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { must } from "../lib/acts";
import { yuan } from "../lib/assessment";
import { deskRoute } from "../lib/deskRoute";
import { monthsOn } from "../lib/duty";
import { mayManageAssessment } from "../lib/rights";
import { day } from "../lib/time";
import { useAsked } from "../state/useAsked";
import { go } from "../state/useRoute";

/** The vendor's months, and the computing of another one. */
export function VendorMonths({ session }: { session: Session }) {
  const { t, name, town } = useWords();
  const { message } = App.useApp();
  const [computing, setComputing] = useState(false);
  const asked = useAsked("vendor", assessments.vendorMonths);
  const may = mayManageAssessment(session.role);
  const projects = useAsked(`projects ${may}`, async () => (may ? calls.projects() : []));
  const last = monthsOn(day(serverNow(), town?.utc_offset_seconds ?? 0).slice(0, 7), -1);
  return (
    <>
      <div className="row book-tools">
        <p className="quiet">{t("vendor.what")}</p>
        <span className="spacer" />
        {may && !computing ? (
          <Button type="primary" onClick={() => setComputing(true)}>
            {t("vendor.compute")}
          </Button>
        ) : null}
      </div>
      {computing ? (
        <ActForm
          draft="vendor.new"
          title={t("vendor.compute")}
          fields={[
            {
              name: "project", label: t("sheet.project"), kind: "choice", required: true,
              options: (projects.value ?? []).map((one) => ({ value: one.id, label: `${one.name} ${one.year}` })),
            },
            { name: "month", label: t("assess.month"), kind: "month", required: true },
          ]}
          begin={{ month: last, ...(projects.value?.length === 1 ? { project: projects.value[0]?.id ?? "" } : {}) }}
          onSend={async (given, key) => {
            const made = await assessments.vendorCommand(must(given, "project"), must(given, "month"), { do: "draft" }, undefined, key);
            message.success(t("action.sent", { name: t("vendor.compute") }));
            go(deskRoute("assessment", ["vendor", made.project, made.month]));
          }}
          onCancel={() => setComputing(false)}
        />
      ) : null}
      <Shown asked={asked} empty={t("vendor.none")} isEmpty={(page) => page.assessments.length === 0}>
        {(page) => (
          <div className="table-scroll" tabIndex={0} role="region" aria-label={t("assess.part.vendor")}>
            <table className="sheet-table book-table">
              <thead>
                <tr>
                  {(["month", "project", "vendor", "stage", "found", "deducted"] as const).map((one) => (
                    <th key={one} scope="col">
                      {t(`vendor.column.${one}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {page.assessments.map((one) => (
                  <tr key={`${one.project}${one.month}`}>
                    <th scope="row">
                      <To route={deskRoute("assessment", ["vendor", one.project, one.month])}>{one.month}</To>
                    </th>
                    <td>{one.project_name}</td>
                    <td>{one.vendor}</td>
                    <td>
                      <span className={`mark stage-${one.stage}`}>{name("vendor_stage", one.stage, one.stage_name)}</span>
                    </td>
                    <td className="number">{yuan(one.found_fen)}</td>
                    <td className="number">{typeof one.deduction_fen === "number" ? yuan(one.deduction_fen) : "—"}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Shown>
    </>
  );
}
