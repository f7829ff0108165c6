import { useWords } from "../i18n/context";
import type { AdminPart } from "../lib/admin/route";
import { textOf } from "../lib/spec";
import type { Asked } from "../state/useAsked";
import { RecordsPart } from "./RecordsPart";

type Record = { id: string; name: string };
type Props = {
  part: AdminPart;
  asked: Asked<Record[]>;
  id: string | undefined;
  may: boolean;
  make: string;
  send: (record: Record, key: string) => Promise<unknown>;
};

/** Records that are an identifier and a name. */
export function Named({ part, asked, id, may, make, send }: Props) {
  const { t } = useWords();
  return (
    <RecordsPart
      part={part}
      asked={asked}
      id={id}
      may={may}
      make={make}
      idOf={(one) => one.id}
      nameOf={(one) => one.name}
      textOf={(one) => `${one.id} ${one.name}`}
      columns={[
        { head: t("accounts.name"), names: true, cell: (one) => one.name },
        { head: t("perf.id"), cell: (one) => <code>{one.id}</code> },
      ]}
      specs={(record) => [
        { name: "id", label: t("perf.id"), kind: "text", required: true, readOnly: record !== undefined },
        { name: "name", label: t("accounts.name"), kind: "text", required: true },
      ]}
      initial={(record) => ({ id: record?.id ?? "", name: record?.name ?? "" })}
      send={(values, key) => send({ id: textOf(values, "id"), name: textOf(values, "name") }, key)}
    />
  );
}
