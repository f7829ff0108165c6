import { App, Button, Input, Select } from "antd";
import { useId } from "react";
import * as api from "../api/performance";
import { SpecForm } from "../components/SpecForm";
import { useWords } from "../i18n/context";
import { refusal } from "../i18n/refusal";
import { linesRead, totalOf, type TypedLine } from "../lib/performance/ledger";
import { fenOf, toYuanField, yuan } from "../lib/performance/money";
import { linesOf, textOf, type Values } from "../lib/spec";
import { useDraft } from "../state/useDraft";

type Props = {
  project: string;
  service: { from: string; to: string };
  /** The version that a supplement (补充协议) replaces. */
  before: api.Contract | undefined;
  onDone: (all: api.Contract[]) => void;
  onCancel: () => void;
};

const EMPTY: TypedLine = { id: "", name: "", quantity: "", unit: "", price: "", per: "year", times: "1" };
const CELLS = ["id", "name", "quantity", "unit", "price", "times"] as const;

/** Enters a contract, or the next version of one; its total is what its lines make. */
export function ContractForm({ project, service, before, onDone, onCancel }: Props) {
  const { t } = useWords();
  const { message } = App.useApp();
  const id = useId();
  const name = `contract-${project}-${before?.id ?? ""}`;
  const [kept, setKept] = useDraft<TypedLine[]>(`${name}.lines`);
  const lines =
    kept ??
    before?.lines.map((line) => ({
      id: line.id,
      name: line.name,
      quantity: String(line.quantity),
      unit: line.unit,
      price: toYuanField(line.unit_price),
      per: line.per,
      times: String(line.times),
    })) ?? [EMPTY];
  const write = (nth: number, change: Partial<TypedLine>) => setKept(lines.map((line, at) => (at === nth ? { ...line, ...change } : line)));
  const read = linesRead(lines);
  const title = before ? t("contract.amend_of", { number: before.number }) : t("contract.new");

  const contractOf = (values: Values): api.Contract => {
    if (!read || read.length === 0) throw refusal("bad_lines", "contract.bad_lines", "lines");
    const instalments = linesOf(values, "instalments").map((line) => {
      const [due = "", amount = "", ...condition] = line.split(/\s+/);
      const fen = fenOf(amount);
      if (!/^\d{4}-\d\d-\d\d$/.test(due) || fen === undefined || condition.length === 0) throw refusal("bad_instalments", "contract.bad_instalments", "instalments");
      return { due, amount: fen, condition: condition.join(" ") };
    });
    return {
      id: textOf(values, "id"),
      version: (before?.version ?? 0) + 1,
      number: textOf(values, "number"),
      supplier: textOf(values, "supplier"),
      signed: textOf(values, "signed"),
      service: { from: textOf(values, "from"), to: textOf(values, "to") },
      lines: read,
      total: totalOf(read),
      ...(instalments.length > 0 ? { instalments } : {}),
    };
  };

  return (
    <section className="card" aria-label={title}>
      <h3>{title}</h3>
      <SpecForm
        id={name}
        label={title}
        submit={t("contract.enter")}
        initial={{
          id: before?.id ?? "",
          number: before?.number ?? "",
          supplier: before?.supplier ?? "",
          signed: "",
          from: before?.service.from ?? service.from,
          to: before?.service.to ?? service.to,
          instalments: before?.instalments?.map((one) => `${one.due} ${toYuanField(one.amount)} ${one.condition}`).join("\n") ?? "",
        }}
        specs={[
          { name: "id", label: t("perf.id"), kind: "text", required: true, readOnly: before !== undefined, hint: t("perf.id_hint") },
          { name: "number", label: t("contract.number"), kind: "text", required: true },
          { name: "supplier", label: t("contract.supplier"), kind: "text", required: true },
          { name: "signed", label: t("contract.signed_on"), kind: "date", required: true },
          { name: "from", label: t("contract.service_from"), kind: "date", required: true },
          { name: "to", label: t("contract.service_to"), kind: "date", required: true },
          { name: "instalments", label: t("contract.instalments"), kind: "area", hint: t("contract.instalments_hint") },
        ]}
        onSend={async (values, key) => api.enterContract(project, contractOf(values), `${key}-${read ? totalOf(read) : 0}`)}
        onDone={(all) => {
          setKept(undefined);
          message.success(t("contract.entered"));
          onDone(all);
        }}
        onCancel={() => {
          setKept(undefined);
          onCancel();
        }}
      >
        <div className="table-scroll" tabIndex={0} role="region" aria-label={t("contract.lines")}>
          <table className="sheet-table typed-lines">
            <thead>
              <tr>
                {[t("perf.id"), t("contract.line"), t("contract.quantity"), t("contract.unit"), t("contract.price"), t("contract.times"), t("contract.per"), ""].map(
                  (head) => (
                    <th scope="col" key={head}>
                      {head || <span className="hidden">{t("contract.remove")}</span>}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {lines.map((line, nth) => (
                <tr key={`${id}${nth}`}>
                  {CELLS.map((cell) => (
                    <td key={cell}>
                      <Input
                        aria-label={t("contract.cell", { row: nth + 1, cell: t(`contract.cell.${cell}`) })}
                        value={line[cell]}
                        onChange={(event) => write(nth, { [cell]: event.target.value })}
                      />
                    </td>
                  ))}
                  <td>
                    <Select
                      aria-label={t("contract.cell", { row: nth + 1, cell: t("contract.per") })}
                      value={line.per}
                      options={(["piece", "year", "month", "day"] as const).map((per) => ({ value: per, label: t(`contract.per.${per}`) }))}
                      onChange={(per) => write(nth, { per })}
                    />
                  </td>
                  <td>
                    <Button size="small" disabled={lines.length === 1} onClick={() => setKept(lines.filter((_, at) => at !== nth))}>
                      {t("contract.remove")}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p className="row">
          <Button size="small" onClick={() => setKept([...lines, EMPTY])}>
            {t("contract.add")}
          </Button>
          <span className="figure" role="status">
            {read ? t("contract.makes", { total: yuan(totalOf(read)) }) : t("contract.unread")}
          </span>
        </p>
      </SpecForm>
    </section>
  );
}
