import { Empty } from "antd";
import type { ReactNode } from "react";

export type Column<T> = {
  head: string;
  cell: (row: T) => ReactNode;
  /** Figures stand on the right, below each other. */
  number?: boolean;
  /** Sentences, which want room on a small screen too. */
  wide?: boolean;
  /** The column that names the row. */
  names?: boolean;
};

type Props<T> = { label: string; columns: Column<T>[]; rows: readonly T[]; id: (row: T) => string; empty: string; className?: string };

/** A table of records; an empty one says so. */
export function Grid<T>({ label, columns, rows, id, empty, className = "" }: Props<T>) {
  if (rows.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} />;
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={label}>
      <table className={`sheet-table grid ${className}`}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" key={column.head}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={id(row)}>
              {columns.map((column) =>
                column.names ? (
                  <th scope="row" key={column.head}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.head} className={column.number ? "number" : column.wide ? "wide" : undefined}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
