import { Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { useWords } from "../i18n/context";
import type { AdminPart } from "../lib/admin/route";
import { go } from "../state/useRoute";

type Props<F extends string> = { part: AdminPart; fields: readonly { name: F; label: string; placeholder: string }[]; query: Record<string, string | undefined> };

/** What is looked for in the log; it stands in the address, so that it can be sent to a colleague. */
export function LogFilter<F extends string>({ part, fields, query }: Props<F>) {
  const { t } = useWords();
  const [typed, setTyped] = useState<Record<string, string | undefined>>(query);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = Object.entries(typed).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : []));
    go({ page: "admin", part, query: Object.fromEntries(given) as Record<string, string> });
  };
  const days = [
    { name: "from", label: t("audit.from_day") },
    { name: "to", label: t("audit.to_day") },
  ];
  return (
    <form className="card log-filter no-print" onSubmit={submit} aria-label={t("check.filter")}>
      {fields.map((field) => (
        <div key={field.name}>
          <label htmlFor={`filter-${field.name}`}>{field.label}</label>
          <Input
            id={`filter-${field.name}`}
            allowClear
            placeholder={field.placeholder}
            value={typed[field.name] ?? ""}
            onChange={(event) => setTyped({ ...typed, [field.name]: event.target.value })}
          />
        </div>
      ))}
      {days.map((field) => (
        <div key={field.name}>
          <label htmlFor={`filter-${field.name}`}>{field.label}</label>
          <Input
            id={`filter-${field.name}`}
            type="date"
            value={typed[field.name] ?? ""}
            onChange={(event) => setTyped({ ...typed, [field.name]: event.target.value })}
          />
        </div>
      ))}
      <Button type="primary" htmlType="submit">
        {t("audit.search")}
      </Button>
    </form>
  );
}
