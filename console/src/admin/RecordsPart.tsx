import { App, Button, Drawer, Input } from "antd";
import { type ReactNode, useState } from "react";
import { type Column, Grid } from "../components/Grid";
import { Loaded } from "../components/Loaded";
import { SpecForm } from "../components/SpecForm";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import type { AdminPart } from "../lib/admin/route";
import type { Spec, Values } from "../lib/spec";
import { type Asked } from "../state/useAsked";
import { go } from "../state/useRoute";

type Props<T> = {
  part: AdminPart;
  asked: Asked<T[]>;
  columns: Column<T>[];
  idOf: (record: T) => string;
  nameOf: (record: T) => string;
  /** What a search finds. */
  textOf: (record: T) => string;
  /** The record that the address names; `new` for one to be made. */
  id: string | undefined;
  may: boolean;
  /** What the button says that makes one; without it none are made. */
  make?: string;
  specs: (record: T | undefined, values: Values) => Spec[];
  initial: (record: T | undefined) => Values;
  send: (values: Values, key: string, record: T | undefined) => Promise<unknown>;
  /** What else can be done with a record, in its drawer. */
  more?: (record: T) => ReactNode;
  /** Whether a record may be changed. */
  fixed?: (record: T) => boolean;
};

/** A list of records that are made and changed in a drawer, each under its own address. */
export function RecordsPart<T>(props: Props<T>) {
  const { part, asked, columns, idOf, nameOf, textOf, id, may, make, specs, initial, send, more, fixed } = props;
  const { t } = useWords();
  const { message } = App.useApp();
  const [search, setSearch] = useState("");
  const close = () => go({ page: "admin", part }, true);
  const making = id === "new" && make !== undefined && may;
  const record = asked.value?.find((one) => idOf(one) === id);
  const shown = (asked.value ?? []).filter((one) => textOf(one).toLowerCase().includes(search.trim().toLowerCase()));
  const title = making ? make : record ? nameOf(record) : "";
  const open: Column<T> = {
    head: t("ledger.act"),
    cell: (one) => (
      <Button size="small" aria-label={t(may ? "admin.change_of" : "admin.see_of", { name: nameOf(one) })} onClick={() => go({ page: "admin", part, id: idOf(one) })}>
        {t(may ? "admin.change" : "admin.see")}
      </Button>
    ),
  };
  const opens = may || more !== undefined;
  // On a small screen the name is at hand where the last column is not.
  const linked = columns.map((column) =>
    column.names && opens ? { ...column, cell: (one: T) => <To route={{ page: "admin", part, id: idOf(one) }}>{column.cell(one)}</To> } : column,
  );
  return (
    <section className="card" aria-label={t(`admin.part.${part}`)}>
      <div className="row">
        <Input.Search
          className="search"
          aria-label={t("admin.search")}
          placeholder={t("admin.search")}
          allowClear
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <span className="quiet">{t("admin.count", { count: shown.length })}</span>
        <span className="spacer" />
        {make !== undefined && may ? (
          <Button type="primary" onClick={() => go({ page: "admin", part, id: "new" })}>
            {make}
          </Button>
        ) : null}
      </div>
      <Loaded asked={asked}>
        {() => <Grid label={t(`admin.part.${part}`)} empty={t("admin.none")} rows={shown} id={idOf} columns={opens ? [...linked, open] : linked} />}
      </Loaded>
      {making || record ? (
        <Drawer open title={title} size={560} onClose={close} className="record-drawer">
          {record && more ? more(record) : null}
          {may && !(record && fixed?.(record)) ? (
            <SpecForm
              key={id}
              id={`${part}-${id ?? ""}`}
              label={title}
              submit={t(making ? "admin.make" : "filing.save")}
              initial={initial(record)}
              specs={(values) => specs(record, values)}
              onSend={(values, key) => send(values, key, record)}
              onDone={() => {
                message.success(t("admin.recorded"));
                asked.again();
                close();
              }}
              onCancel={close}
            />
          ) : null}
        </Drawer>
      ) : null}
      {asked.value && id !== undefined && !making && !record ? <p className="late">{t("admin.no_such", { id })}</p> : null}
    </section>
  );
}
