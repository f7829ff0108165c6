import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { type Cell, DASH, type Table } from "../lib/report/tables";

/** Incident numbers named in a cell at the most, as on paper. */
const NAMED = 5;

const FIGURE = /^[−+<]?[\d.]+(%|\/\d+|–[\d.]+%)?$/;

/** Figures stand on the right, below each other; what has none stands in the middle. */
export function cellClass(cell: Cell): string | undefined {
  if (typeof cell === "number") return "number";
  if (typeof cell !== "string") return undefined;
  return FIGURE.test(cell) ? "number" : cell === DASH ? "dash" : undefined;
}

export function CellOf({ cell }: { cell: Cell }) {
  const { t } = useWords();
  return typeof cell === "object" ? <Records cell={cell} rest={t("table.rest", { named: "" })} /> : cell;
}

/** A report's table; an empty one says so. */
export function DataTable({ table, plain = false, rowId }: { table: Table; plain?: boolean; rowId?: (row: number) => string }) {
  if (table.rows.length === 0) return <p className="quiet">{table.empty}</p>;
  return (
    <>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={table.title}>
        <table className="sheet-table report-table">
          <thead>
            <tr>
              {table.heads.map((head, at) => (
                <th scope="col" key={`${head}${at}`}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, nth) => (
              <tr key={nth} id={rowId?.(nth)} tabIndex={rowId ? -1 : undefined}>
                {row.map((cell, at) => (
                  <td key={at} className={cellClass(cell)}>
                    <CellOf cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {plain ? null : table.notes.map((note) => (
        <p className="fine" key={note}>
          {note}
        </p>
      ))}
    </>
  );
}

function Records({ cell, rest }: { cell: Exclude<Cell, string | number>; rest: string }) {
  const { total, first } = cell.records;
  const named = first.slice(0, NAMED);
  return (
    <span className="records">
      {named.map((incident) => (
        <To key={incident} route={{ page: "desk", incident }}>
          {incident}
        </To>
      ))}
      {total > named.length ? <span>{rest.trim()}</span> : null}
    </span>
  );
}
