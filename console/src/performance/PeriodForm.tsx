import { Button, Input, Select } from "antd";
import { type FormEvent, useState } from "react";
import type { Days } from "../api/performance";
import type { TrackingPeriod } from "../api/performance.types";
import { useWords } from "../i18n/context";

type Props = { days: Days; tracking: readonly TrackingPeriod[]; onChoose: (days: Days) => void };

/** The days that figures speak of: a tracking period, or any. */
export function PeriodForm({ days, tracking, onChoose }: Props) {
  const { t } = useWords();
  const [typed, setTyped] = useState(days);
  const [bad, setBad] = useState(false);
  const known = tracking.find((one) => one.from === days.from && one.to === days.to);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = !typed.from || !typed.to || typed.from > typed.to;
    setBad(wrong);
    if (!wrong) onChoose(typed);
  };
  return (
    <form className="row period-form no-print" onSubmit={submit} aria-label={t("perf.period")}>
      {tracking.length > 0 ? (
        <Select
          aria-label={t("perf.tracking")}
          value={known?.id ?? ""}
          popupMatchSelectWidth={false}
          options={[
            ...tracking.map((one) => ({ value: one.id, label: t("perf.tracking_n", { id: one.id }) })),
            { value: "", label: t("perf.other_days"), disabled: true },
          ]}
          onChange={(id) => {
            const one = tracking.find((period) => period.id === id);
            if (!one) return;
            setTyped({ from: one.from, to: one.to });
            onChoose({ from: one.from, to: one.to });
          }}
        />
      ) : null}
      <label htmlFor="period-from">{t("sheet.from")}</label>
      <Input id="period-from" type="date" value={typed.from} onChange={(event) => setTyped({ ...typed, from: event.target.value })} />
      <label htmlFor="period-to">{t("sheet.to")}</label>
      <Input id="period-to" type="date" value={typed.to} onChange={(event) => setTyped({ ...typed, to: event.target.value })} />
      <Button htmlType="submit">{t("sheet.compute")}</Button>
      {bad ? (
        <span role="alert" className="wrong">
          {t("perf.bad_days")}
        </span>
      ) : null}
    </form>
  );
}
