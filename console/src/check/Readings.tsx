import { Switch } from "antd";
import type { FieldReading } from "../api/types";
import { Jump } from "../components/Jump";
import { useWords } from "../i18n/context";
import { fieldAnchor, type Known } from "../lib/check";
import { useFormWords } from "./words";

type Props = {
  readings: readonly FieldReading[];
  byField: Map<string, Known[]>;
  concernedOnly: boolean;
  onConcernedOnly: (only: boolean) => void;
  onFinding: (one: Known) => void;
};

const STATES = ["value", "blank", "none", "unreadable", "missing"] as const;

/** How each field was read, with its place in the file and the findings that rest on it. */
export function Readings({ readings, byField, concernedOnly, onConcernedOnly, onFinding }: Props) {
  const { t } = useWords();
  const { fieldName, placeName } = useFormWords(readings);
  const shown = concernedOnly ? readings.filter((one) => byField.has(one.field)) : readings;
  const state = (is: string) => {
    const known = STATES.find((one) => one === is);
    return known ? t(`check.is.${known}`) : is;
  };
  return (
    <section className="card" aria-labelledby="readings">
      <div className="row readings-head">
        <h2 id="readings" tabIndex={-1}>
          {t("check.readings")}
        </h2>
        <label className="row no-print">
          <Switch checked={concernedOnly} onChange={onConcernedOnly} aria-label={t("check.concerned_only")} />
          {t("check.concerned_only")}
        </label>
      </div>
      <p className="quiet">{t("check.readings_mean")}</p>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t("check.readings")}>
        <table className="sheet-table readings">
          <thead>
            <tr>
              <th scope="col">{t("check.field")}</th>
              <th scope="col">{t("check.value")}</th>
              <th scope="col">{t("check.place")}</th>
              <th scope="col">{t("check.findings_here")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={one.field} id={fieldAnchor(one.field)} tabIndex={-1} className={one.is}>
                <th scope="row" lang="zh-CN">
                  {fieldName(one.field)}
                </th>
                <td>
                  {one.value ? <span lang="zh-CN">{one.value}</span> : null}
                  {one.is === "value" && one.value ? null : <em>{state(one.is)}</em>}
                </td>
                <td>
                  {one.quotes.map((quote, at) => (
                    <span className="place" key={`${quote.at}${at}`}>
                      <q lang="zh-CN">{quote.text}</q> <cite>{placeName(quote)}</cite>
                    </span>
                  ))}
                </td>
                <td>
                  <span className="row">
                    {(byField.get(one.field) ?? []).map((found) => (
                      <Jump key={found.id} to={found.id} onJump={() => onFinding(found)}>
                        {found.finding.rule}
                      </Jump>
                    ))}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
