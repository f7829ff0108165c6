import { Button } from "antd";
import type { EvidenceRecord, FigureValue } from "../api/performance.types";
import { Grid } from "../components/Grid";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { yuan } from "../lib/performance/money";

type Props = { items: readonly EvidenceRecord[]; value: FigureValue; onOpen: (record: EvidenceRecord) => void };

/** The very records that a figure counts. */
export function Records({ items, value, onOpen }: Props) {
  const { t } = useWords();
  return (
    <Grid
      label={t("figure.records_label")}
      className="evidence"
      empty={t("evidence.none")}
      rows={items}
      id={(one) => `${one.stream}#${one.record}`}
      columns={[
        {
          head: t("evidence.record"),
          names: true,
          cell: (one) =>
            one.stream.startsWith("incident/") ? <To route={{ page: "desk", incident: one.record }}>{one.record}</To> : <code>{one.record}</code>,
        },
        { head: t("evidence.counts"), cell: (one) => t(one.counts ? "evidence.yes" : "evidence.no") },
        { head: t("event.late"), cell: (one) => (one.late ? t("event.late") : "") },
        {
          head: t("evidence.measured"),
          number: true,
          cell: (one) => (one.measured === null ? "" : value.kind === "money" ? yuan(one.measured) : one.measured),
        },
        { head: t("evidence.note"), wide: true, cell: (one) => one.note },
        {
          head: t("figure.events"),
          cell: (one) => (
            <Button type="link" className="figure-link" aria-label={t("figure.events_of", { record: one.record })} onClick={() => onOpen(one)}>
              {t("figure.open_events")}
            </Button>
          ),
        },
      ]}
    />
  );
}
