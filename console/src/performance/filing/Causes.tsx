import { To } from "../../components/To";
import { useWords } from "../../i18n/context";
import { cellField, cellOf } from "../../lib/performance/filing";
import { LightMark } from "../LightMark";
import { TextCard } from "./TextCard";
import type { Writing } from "./Texts";

/** Cause and corrective measure of each deviation; those that must be written stand first. */
export function Causes({ project, ...writing }: Writing & { project: string }) {
  const { t } = useWords();
  const { filing } = writing;
  const needed = new Set(filing.must_be_explained);
  const asked = writing.at ? cellOf(writing.at)?.indicator : undefined;
  const wanted = filing.form.indicators.filter((one) => needed.has(one.id) || one.must_be_explained || asked === one.id || has(writing, one.id));
  const rest = filing.form.indicators.filter((one) => !wanted.includes(one));
  const days = { from: filing.from, to: filing.to };
  return (
    <>
      <p className={needed.size > 0 ? "late" : "quiet"}>
        {t(needed.size > 0 ? "filing.must_explain" : "filing.all_explained", { count: needed.size })}
      </p>
      {wanted.map((one) => {
        const row = filing.printed.rows.find((other) => other.id === one.id);
        return (
          <section key={one.id} className="cause-group" aria-labelledby={`cause-${one.id}`}>
            <div className="row">
              <h2 id={`cause-${one.id}`}>
                {row?.mark} {one.name}
              </h2>
              <LightMark light={one.light} />
            </div>
            <p className="quiet">
              {t("filing.due_done", { due: row?.due ?? "", done: row?.done ?? "", deviation: row?.deviation ?? "" })}{" "}
              <To route={{ page: "indicator", project, indicator: one.id, query: days }}>{t("figure.open_evidence")}</To>
            </p>
            {(["cause", "remedy"] as const).map((cell) => {
              const field = cellField(one.id, cell);
              return <TextCard key={cell} level={3} name={t(`sheet.${cell}`)} field={field} rows={2} most={500} {...writing} asked={writing.at === field} />;
            })}
          </section>
        );
      })}
      {writing.may && rest.length > 0 ? (
        <details className="card">
          <summary>{t("filing.explain_others", { count: rest.length })}</summary>
          <ul className="bulleted">
            {rest.map((one) => (
              <li key={one.id}>
                <To route={{ page: "filing", filing: filing.id, query: { view: "causes", field: cellField(one.id, "cause") } }}>{one.name}</To>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}

/** Whether something is written of an indicator. */
function has({ filing, typed }: Writing, indicator: string): boolean {
  return (["cause", "remedy"] as const).some((cell) => {
    const field = cellField(indicator, cell);
    return filing.texts[field] !== undefined || typed[field] !== undefined;
  });
}
