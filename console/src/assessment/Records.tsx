import { Button } from "antd";
import { useState } from "react";
import type { Evidence } from "../api/assessments";
import { asProblem, type Problem } from "../api/http";
import { ProblemAlert } from "../components/ProblemAlert";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { placeOfRecord } from "../lib/assessment";

type Props = {
  items: Evidence[];
  next: number | null | undefined;
  total: number;
  more: (cursor: number) => Promise<{ items: Evidence[]; next?: number | null }>;
  /** For records of several parts. */
  partName?: (code: string) => string;
};

/** The records behind a figure: their sums are the figure. */
export function Records({ items, next, total, more, partName }: Props) {
  const { t, name } = useWords();
  const [added, setAdded] = useState<Evidence[]>([]);
  const [cursor, setCursor] = useState(next);
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const all = [...items, ...added];
  const load = async () => {
    if (typeof cursor !== "number") return;
    setBusy(true);
    try {
      const page = await more(cursor);
      setAdded((old) => [...old, ...page.items]);
      setCursor(page.next ?? null);
      setProblem(undefined);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  if (total === 0) return <p className="quiet">{t("evidence.none")}</p>;
  return (
    <>
      <p className="quiet" data-testid="record-total">
        {t("evidence.shown", { total, shown: all.length })}
      </p>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t("sheet.evidence")}>
        <table className="sheet-table records-table">
          <thead>
            <tr>
              {partName ? <th scope="col">{t("assess.part")}</th> : null}
              <th scope="col">{t("evidence.record")}</th>
              <th scope="col">{t("sheet.numerator")}</th>
              <th scope="col">{t("sheet.denominator")}</th>
              <th scope="col">{t("evidence.note")}</th>
            </tr>
          </thead>
          <tbody>
            {all.map((one) => {
              const place = placeOfRecord(one);
              const [, id] = one.stream.split("/");
              return (
                <tr key={`${one.part}${one.stream}${one.record}`} className={one.left_out ? "left-out" : ""}>
                  {partName ? <td>{partName(one.part)}</td> : null}
                  <td className="nowrap">
                    {place ? <To route={place}>{id}</To> : <span>{one.stream}</span>} {one.record === id ? null : <span className="quiet fine">{one.record}</span>}
                  </td>
                  <td className="number">{one.left_out ? "—" : one.numerator}</td>
                  <td className="number">{one.left_out ? "—" : one.denominator}</td>
                  <td>
                    {one.left_out ? <span className="mark">{name("left_out", one.left_out, one.left_out_name)}</span> : null} {one.note}
                    {one.late ? <b className="late"> {t("event.late")}</b> : null}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {problem ? <ProblemAlert problem={problem} /> : null}
      {typeof cursor === "number" ? (
        <p>
          <Button loading={busy} onClick={() => void load()}>
            {t("assess.more_records")}
          </Button>
        </p>
      ) : null}
    </>
  );
}
