import type { Drawn } from "../api/plan";
import { Grid } from "../components/Grid";
import { useWords } from "../i18n/context";
import { minutes, percentOf } from "../lib/planning/numbers";
import { drawnFacts } from "../lib/planning/redrawn";
import { fixed } from "../lib/report/numbers";
import { useNames } from "./useNames";

type Row = { id: string; name: string; cars: number; hours: [number, number]; load: Pair; way: Pair };
type Pair = [number | null | undefined, number | null | undefined];

/** What areas drawn anew come to: in sentences, and each area before and after. */
export function DrawnTable({ drawn, stale }: { drawn: Drawn; stale: boolean }) {
  const { t } = useWords();
  const names = useNames();
  const { before, after, areas } = drawn;
  const facts = drawnFacts(drawn);
  const both = ([from, to]: Pair, words: (value: number) => string) => {
    const [first, then] = [from, to].map((one) => (one == null ? "—" : words(one)));
    return first === then ? first : t("plan.from_to", { before: first ?? "", after: then ?? "" });
  };
  const sum = (of: (one: Drawn["areas"][number]) => number) => areas.reduce((all, one) => all + of(one), 0);
  const rows: Row[] = [
    ...areas.map((one): Row => ({
      id: one.area, name: names.area(one.area), cars: one.cars, hours: [one.before.hours, one.after.hours],
      load: [one.before.workload, one.after.workload], way: [one.before.way_seconds, one.after.way_seconds],
    })),
    {
      id: " all", name: t("plan.drawn.town"), cars: sum((one) => one.cars), hours: [sum((one) => one.before.hours), sum((one) => one.after.hours)],
      load: [before.mean, after.mean], way: [before.way_seconds, after.way_seconds],
    },
  ];
  return (
    <div className="plan-drawn" data-testid="plan-drawn">
      {facts.even ? <p>{t("plan.drawn.even", { before: percentOf(before.most), mean: percentOf(before.mean) })}{facts.nothing ? "" : ` ${t("plan.drawn.only_ways")}`}</p> : null}
      {facts.nothing ? (
        facts.even ? null : <p>{t("plan.drawn.nothing")}</p>
      ) : (
        <p>
          {t("plan.drawn.moved", { moved: drawn.moved, share: percentOf(drawn.moved_calls) })}{" "}
          {t(`plan.drawn.${facts.busiest}`, {
            before: percentOf(before.most), after: percentOf(after.most), way_before: minutes(before.way_seconds), way_after: minutes(after.way_seconds),
          })}
        </p>
      )}
      {facts.uncovered ? <p>{t("plan.drawn.uncovered", { before: fixed(before.uncovered_hours, 1), after: fixed(after.uncovered_hours, 1) })}</p> : null}
      {facts.stands.length > 0 ? <p>{t("plan.drawn.stands", { areas: facts.stands.map(names.area).join(t("plan.and")) })}</p> : null}
      {facts.pieces.map((one) => (
        <p key={one.area}>{t("plan.drawn.pieces", { area: names.area(one.area), count: one.count })}</p>
      ))}
      {stale ? <p className="late">{t("plan.drawn.stale")}</p> : null}
      <Grid
        label={t("plan.drawn")}
        empty=""
        rows={rows}
        id={(row) => row.id}
        columns={[
          { head: t("plan.area"), names: true, cell: (row) => row.name },
          { head: t("plan.cars"), number: true, cell: (row) => row.cars },
          { head: t("plan.drawn.hours"), number: true, cell: (row) => both(row.hours, (one) => fixed(one, 1)) },
          { head: t("plan.drawn.load"), number: true, cell: (row) => both(row.load, (one) => percentOf(one)) },
          { head: t("plan.drawn.way"), number: true, cell: (row) => both(row.way, (one) => minutes(one)) },
        ]}
      />
      <p className="fine">{t("plan.drawn.why")}</p>
    </div>
  );
}
