import { Button } from "antd";
import type { PrintedRow, PrintedSource } from "../api/form";
import { useWords } from "../i18n/context";

type Props = { rows: PrintedRow[]; sources: PrintedSource[]; onLook: (id: string, name: string) => void };

const COLUMNS = ["level1", "level2", "name", "annual", "due", "done", "deviation", "cause", "remedy"] as const;

/** The indicator table with the merged cells of the printed form. */
export function IndicatorTable({ rows, sources, onLook }: Props) {
  const { t } = useWords();
  const idOf = new Map(sources.map((source) => [source.mark, source.id]));
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t("sheet.indicators")}>
      <table className="sheet-table indicators">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`sheet.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const id = idOf.get(row.mark);
            return (
              <tr key={row.mark}>
                {row.level1_rows > 0 ? <td rowSpan={row.level1_rows}>{row.level1}</td> : null}
                {row.level2_rows > 0 ? <td rowSpan={row.level2_rows}>{row.level2}</td> : null}
                <th scope="row">
                  {row.mark} {row.name}
                </th>
                <td>{row.annual}</td>
                <td>{row.due}</td>
                <td>
                  {id ? (
                    <Button
                      type="link"
                      className="figure-link"
                      aria-label={`${row.done} ${t("sheet.open_evidence", { name: row.name })}`}
                      onClick={() => onLook(id, row.name)}
                    >
                      {row.done}
                    </Button>
                  ) : (
                    row.done
                  )}
                </td>
                <td>{row.deviation}</td>
                <td>{row.cause}</td>
                <td>{row.remedy}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
