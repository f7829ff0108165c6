import { Button } from "antd";
import type { PrintedSource } from "../api/form";
import { useWords } from "../i18n/context";

type Props = { sources: PrintedSource[]; onLook: (id: string, name: string) => void };

const COLUMNS = ["name", "value", "numerator", "denominator", "evidence", "late", "exclusions", "formula"] as const;

/** Each figure with what it was computed from; the budget's own figure is no indicator. */
export function SourceTable({ sources, onLook }: Props) {
  const { t } = useWords();
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t("sheet.sources")}>
      <table className="sheet-table sources">
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
          {sources.map((source) => (
            <tr key={source.name}>
              <th scope="row">
                {source.mark} {source.name}
              </th>
              <td>{source.value}</td>
              <td>{source.numerator}</td>
              <td>{source.denominator}</td>
              <td>
                {source.id ? (
                  <Button
                    type="link"
                    className="figure-link"
                    aria-label={`${source.evidence} ${t("sheet.open_evidence", { name: source.name })}`}
                    onClick={() => onLook(source.id, source.name)}
                  >
                    {source.evidence}
                  </Button>
                ) : (
                  source.evidence
                )}
              </td>
              <td>{source.late}</td>
              <td>{source.exclusions}</td>
              <td>{source.formula}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
