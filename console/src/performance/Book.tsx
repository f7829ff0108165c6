import { App, Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { serverNow } from "../api/http";
import * as api from "../api/performance";
import { ENTRY_KINDS } from "../api/performance.types";
import { SpecForm } from "../components/SpecForm";
import { useWords } from "../i18n/context";
import { refusal } from "../i18n/refusal";
import { entryOf, inForce, ofContract, reversedBy } from "../lib/performance/ledger";
import { yuan } from "../lib/performance/money";
import { type Spec, textOf, type Values } from "../lib/spec";
import { day } from "../lib/time";

type Props = {
  project: string;
  entries: readonly api.Entry[];
  contracts: readonly api.Contract[];
  /** The entry to take back. */
  reversing: string | undefined;
  onReversing: (id: string | undefined) => void;
  onBooked: () => void;
};

/** Books an entry; the ledger is added to and never changed. */
export function Book({ project, entries, contracts, reversing, onReversing, onBooked }: Props) {
  const { t, town } = useWords();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLElement>(null);
  const today = day(serverNow(), town?.utc_offset_seconds ?? 0);
  const reversed = reversedBy(entries);
  const shown = open || reversing !== undefined;
  const left = entries.filter((one) => one.kind !== "reversal" && !reversed.has(one.id));

  useEffect(() => {
    if (reversing !== undefined) box.current?.scrollIntoView({ block: "center" });
  }, [reversing]);

  const specs = (values: Values): Spec[] => {
    const kind = textOf(values, "kind");
    const all: (Spec | false)[] = [
      {
        name: "kind",
        label: t("ledger.kind"),
        kind: "choice",
        required: true,
        hint: kind ? t(`ledger.kind_hint.${kind as api.Entry["kind"]}`) : t("ledger.kind_hint"),
        options: ENTRY_KINDS.map((one) => ({ value: one, label: t(`ledger.kind.${one}`) })),
      },
      { name: "day", label: t("ledger.day"), kind: "date", required: true },
      kind === "reversal" && {
        name: "reverses",
        label: t("ledger.reverses"),
        kind: "choice",
        required: true,
        wide: true,
        options: left.map((one) => ({ value: one.id, label: `${one.day} ${t(`ledger.kind.${one.kind}`)} ${yuan(one.amount)} ${one.id}` })),
      },
      kind !== "reversal" && { name: "amount", label: t("ledger.amount_yuan"), kind: "text", required: true, hint: t("ledger.amount_hint") },
      ofContract(kind) && {
        name: "contract",
        label: t("ledger.contract"),
        kind: "choice",
        options: inForce(contracts).map((one) => ({ value: one.id, label: `${one.number} ${one.supplier}` })),
      },
      kind === "deduction" && { name: "reference", label: t("ledger.reference"), kind: "text", required: true, hint: t("ledger.reference_hint") },
      { name: "note", label: t("ledger.note"), kind: "text", required: true, wide: true, hint: t("ledger.note_hint") },
      { name: "id", label: t("perf.id"), kind: "text", hint: t("ledger.id_hint") },
    ];
    return all.filter((spec) => spec !== false);
  };

  return (
    <section className="card no-print" aria-labelledby="book" ref={box}>
      <div className="paper-head">
        <h2 id="book">{t("ledger.book")}</h2>
        {shown ? null : (
          <Button type="primary" onClick={() => setOpen(true)}>
            {t("ledger.book_one")}
          </Button>
        )}
      </div>
      <p className="quiet">{t("ledger.book_why")}</p>
      {shown ? (
        <SpecForm
          key={reversing ?? ""}
          id={`book-${project}-${reversing ?? ""}`}
          label={t("ledger.book")}
          submit={t("ledger.book_submit")}
          initial={reversing === undefined ? { kind: "payment", day: today } : { kind: "reversal", day: today, reverses: reversing }}
          specs={specs}
          onSend={async (values, key) => {
            const entry = entryOf(values, entries);
            if (!entry) throw refusal("bad_amount", "ledger.bad_amount", "amount");
            return api.book(project, [entry], key);
          }}
          onDone={() => {
            setOpen(false);
            message.success(t("ledger.booked"));
            onBooked();
          }}
          onCancel={() => {
            setOpen(false);
            onReversing(undefined);
          }}
        />
      ) : null}
    </section>
  );
}
