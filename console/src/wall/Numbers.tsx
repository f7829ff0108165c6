import { useWords } from "../i18n/context";
import type { Figures } from "../lib/wall";

type Props = { today: Figures | undefined; underWay: number | undefined; waiting: number | undefined };

/** The four numbers that one asks for first. */
export function Numbers({ today, underWay, waiting }: Props) {
  const { t } = useWords();
  const all = [
    { name: t("wall.received"), value: today?.received, test: "received" },
    { name: t("wall.waiting_now"), value: waiting, test: "waiting", warn: (waiting ?? 0) > 0 },
    { name: t("wall.under_way"), value: underWay, test: "under-way" },
    { name: t("wall.over"), value: today?.over, test: "over" },
  ];
  return (
    <dl className="wall-numbers" data-tour="wall-numbers">
      {all.map(({ name, value, test, warn }) => (
        <div key={test} className={warn ? "warn" : ""}>
          <dt>{name}</dt>
          <dd data-testid={`wall-${test}`}>{value ?? "–"}</dd>
        </div>
      ))}
    </dl>
  );
}
