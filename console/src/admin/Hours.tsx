import { App, Button, Input, Select } from "antd";
import * as api from "../api/admin";
import { ProblemAlert } from "../components/ProblemAlert";
import { useWords } from "../i18n/context";
import { refusal } from "../i18n/refusal";
import { type HourRow, hoursOf, rowsOf } from "../lib/admin/hours";
import { useReportWords } from "../reports/words";
import { useAct } from "../state/useAct";
import { useDraft } from "../state/useDraft";

const DAYS = ["1", "2", "3", "4", "5", "6", "7"] as const;
type Props = { hours: api.StationHours[]; stations: api.Station[]; may: boolean; onSaved: (all: api.StationHours[]) => void };

/** Hours at which a station has an area beside, or in place of, the one that the area belongs to. */
export function Hours({ hours, stations, may, onSaved }: Props) {
  const { t, town } = useWords();
  const words = useReportWords();
  const { message } = App.useApp();
  const [kept, setKept] = useDraft<HourRow[]>("station-hours");
  const rows = kept ?? rowsOf(hours);
  const change = (nth: number, news: Partial<HourRow>) => setKept(rows.map((row, at) => (at === nth ? { ...row, ...news } : row)));
  const save = useAct(
    async (all: HourRow[], key) => {
      const read = hoursOf(all);
      if (!read) throw refusal("bad_hours", "hours.bad");
      return api.putHours(read, key);
    },
    (news) => {
      setKept(undefined);
      onSaved(news);
      message.success(t("admin.recorded"));
    },
  );
  const days = DAYS.map((one) => ({ value: one, label: words.weekday(Number(one) - 1) }));
  return (
    <section className="card" aria-labelledby="hours">
      <div className="paper-head">
        <h2 id="hours">{t("hours.title")}</h2>
        {may ? (
          <Button
            onClick={() => setKept([...rows, { station: stations[0]?.id ?? "", areas: [], weekdays: [...DAYS], from: "00:00", to: "24:00" }])}
          >
            {t("hours.add")}
          </Button>
        ) : null}
      </div>
      <p className="quiet">{t("hours.why")}</p>
      {rows.length === 0 ? <p className="quiet">{t("hours.none")}</p> : null}
      {rows.map((row, nth) => (
        <fieldset key={nth} className="hour-row" disabled={!may}>
          <legend className="hidden">{t("hours.row", { row: nth + 1 })}</legend>
          <Select
            aria-label={t("field.station")}
            disabled={!may}
            value={row.station || null}
            options={stations.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(station) => change(nth, { station })}
          />
          <Select
            aria-label={t("field.area")}
            disabled={!may}
            mode="multiple"
            value={row.areas}
            placeholder={t("field.area")}
            options={(town?.areas ?? []).map((one) => ({ value: one.id, label: one.name }))}
            onChange={(areas: string[]) => change(nth, { areas })}
          />
          <Select
            aria-label={t("hours.weekdays")}
            disabled={!may}
            mode="multiple"
            maxTagCount="responsive"
            value={row.weekdays}
            options={days}
            onChange={(weekdays: string[]) => change(nth, { weekdays })}
          />
          <Input aria-label={t("sheet.from")} value={row.from} onChange={(event) => change(nth, { from: event.target.value })} />
          <Input aria-label={t("sheet.to")} value={row.to} onChange={(event) => change(nth, { to: event.target.value })} />
          {may ? (
            <Button size="small" onClick={() => setKept(rows.filter((_, at) => at !== nth))}>
              {t("contract.remove")}
            </Button>
          ) : null}
        </fieldset>
      ))}
      {save.problem ? <ProblemAlert problem={save.problem} /> : null}
      {may && kept ? (
        <p className="row">
          <Button type="primary" loading={save.busy} onClick={() => void save.run(rows)}>
            {t("filing.save")}
          </Button>
          <Button onClick={() => setKept(undefined)}>{t("app.cancel")}</Button>
        </p>
      ) : null}
    </section>
  );
}
