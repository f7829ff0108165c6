import { Button } from "antd";
import { useState } from "react";
import * as api from "../api/performance";
import { Grid } from "../components/Grid";
import { Loaded } from "../components/Loaded";
import { useWords } from "../i18n/context";
import { inForce } from "../lib/performance/ledger";
import { yuan } from "../lib/performance/money";
import { mayManagePerformance } from "../lib/rights";
import { useAsked } from "../state/useAsked";
import { ContractForm } from "./ContractForm";
import type { PartProps } from "./ProjectPage";

/** The contracts with every version of each: what was committed, and to whom. */
export function ContractsPart({ detail, session }: PartProps) {
  const { t } = useWords();
  const { id } = detail;
  const contracts = useAsked(`contracts/${id}`, (signal) => api.contracts(id, signal));
  const [writing, setWriting] = useState<{ before: api.Contract | undefined }>();
  const may = mayManagePerformance(session.role);
  return (
    <>
      <div className="paper-head">
        <h2>{t("perf.part.contracts")}</h2>
        {may && !writing ? (
          <Button type="primary" onClick={() => setWriting({ before: undefined })}>
            {t("contract.new")}
          </Button>
        ) : null}
      </div>
      <p className="quiet">{t("contract.what")}</p>
      {writing ? (
        <ContractForm
          key={writing.before?.id ?? ""}
          project={id}
          service={detail.project.service}
          before={writing.before}
          onDone={(all) => {
            contracts.put(all);
            setWriting(undefined);
          }}
          onCancel={() => setWriting(undefined)}
        />
      ) : null}
      <Loaded asked={contracts}>
        {(all) => (
          <>
            {all.length === 0 ? <p className="card quiet">{t("contract.none")}</p> : null}
            {inForce(all).map((one) => (
              <section key={one.id} className="card" aria-labelledby={`contract-${one.id}`}>
                <div className="paper-head">
                  <h3 id={`contract-${one.id}`}>
                    {one.number} · {one.supplier}
                  </h3>
                  <p className="row">
                    <span className="quiet">{t("contract.version", { version: one.version })}</span>
                    {may ? (
                      <Button size="small" onClick={() => setWriting({ before: one })}>
                        {t("contract.amend")}
                      </Button>
                    ) : null}
                  </p>
                </div>
                <p className="quiet">
                  <code>{one.id}</code> · {t("contract.signed", { day: one.signed })} · {t("perf.service")} {t("perf.days", one.service)} ·{" "}
                  {t("contract.total")} <b className="figure">{yuan(one.total)}</b>
                </p>
                <Grid
                  label={t("contract.lines")}
                  empty={t("contract.no_lines")}
                  rows={one.lines}
                  id={(line) => line.id}
                  columns={[
                    { head: t("contract.line"), names: true, cell: (line) => line.name },
                    { head: t("contract.quantity"), number: true, cell: (line) => line.quantity },
                    { head: t("contract.unit"), cell: (line) => line.unit },
                    { head: t("contract.price"), number: true, cell: (line) => yuan(line.unit_price) },
                    { head: t("contract.per"), cell: (line) => t(`contract.per.${line.per}`) },
                    { head: t("contract.times"), number: true, cell: (line) => line.times },
                    { head: t("contract.sum"), number: true, cell: (line) => yuan(line.quantity * line.unit_price * line.times) },
                    { head: t("perf.id"), cell: (line) => <code>{line.id}</code> },
                  ]}
                />
                {one.instalments?.length ? (
                  <Grid
                    label={t("contract.instalments")}
                    empty=""
                    rows={one.instalments}
                    id={(part) => `${part.due}${part.condition}`}
                    columns={[
                      { head: t("contract.due"), names: true, cell: (part) => part.due },
                      { head: t("ledger.amount"), number: true, cell: (part) => yuan(part.amount) },
                      { head: t("contract.condition"), cell: (part) => part.condition },
                    ]}
                  />
                ) : (
                  <p className="fine">{t("contract.no_instalments")}</p>
                )}
                {all.filter((other) => other.id === one.id).length > 1 ? (
                  <p className="fine">
                    {t("contract.earlier")}{" "}
                    {all
                      .filter((other) => other.id === one.id && other.version < one.version)
                      .map((other) => `${t("contract.version", { version: other.version })} ${other.signed} ${yuan(other.total)}`)
                      .join(" · ")}
                  </p>
                ) : null}
              </section>
            ))}
          </>
        )}
      </Loaded>
    </>
  );
}
