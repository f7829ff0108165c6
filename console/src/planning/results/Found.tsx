import { App, Button } from "antd";
import { useCallback, useMemo } from "react";
import type { Fleet, SearchAsk, Searched } from "../../api/plan";
import type { Present } from "../../api/plan.types";
import { Grid } from "../../components/Grid";
import { useWords } from "../../i18n/context";
import { jump } from "../../lib/jump";
import { found as shareOf } from "../../lib/planning/answers";
import { fleetPoint } from "../../lib/planning/charts";
import { billOf } from "../../lib/planning/fleet";
import { variantOfFleet } from "../../lib/planning/found";
import { countWords, plusMinus, promisePercent, sharePercent, yuanWords } from "../../lib/planning/numbers";
import { fixed } from "../../lib/report/numbers";
import { go } from "../../state/useRoute";
import { useNames } from "../useNames";
import type { Planning } from "../usePlanning";
import { costOption } from "./draw";
import { PlanChart } from "./PlanChart";

type Props = { ask: SearchAsk; found: Searched; present: Present; planning: Planning };

/** The cheapest fleet in words, and what each sum of money would buy. */
export default function Found({ ask, found, present, planning }: Props) {
  const { t } = useWords();
  const names = useNames();
  const { message } = App.useApp();
  const { best } = found;
  const promise = promisePercent(ask.promise.share);
  const inWords = useCallback(
    (fleet: Fleet) => fleet.cars.map((one) => t("plan.cars_in", { area: names.area(one.area), shift: one.shift, cars: one.cars })).join(t("plan.and")),
    [names, t],
  );
  const now = ask.costs ? billOf(ask.costs, present.fleet.cars).yearly : undefined;
  const more = best && now !== undefined ? best.bill.yearly - now : undefined;
  const points = useMemo(() => {
    const frontier = found.frontier.map((one) => fleetPoint(t("plan.n_cars", { cars: one.bill.cars }), one));
    return best ? [...frontier, fleetPoint(t("plan.cheapest"), best, true)] : frontier;
  }, [found, best, t]);
  const of = t(`plan.of.${ask.promise.of ?? "arrived_in_time"}`);
  const title = t("plan.chart.frontier", { of });
  const told = t("chart.told", { title, count: points.length });
  const option = useCallback(
    (width: number) =>
      costOption(points, ask.promise.share / 100, { yuan: t("plan.axis.yuan"), share: of, promise: t("plan.axis.promise", { promise }), present: t("plan.cheapest") }, told, width),
    [points, ask, of, promise, told, t],
  );
  const adopt = (fleet: Fleet) => {
    const key = Math.max(0, ...planning.draft.variants.map((one) => one.key)) + 1;
    const taken = new Set([present.name, ...planning.draft.variants.map((one) => one.name)]);
    let name = t("plan.cheapest");
    for (let n = 2; taken.has(name); n += 1) name = `${t("plan.cheapest")} ${n}`;
    const made = variantOfFleet(fleet, ask.shifts, present, key, name);
    if (!made) return;
    planning.change({ variants: [...planning.draft.variants, made] });
    message.success(t("plan.adopted", { name }));
    go({ page: "planning", part: "what-if" });
    jump(`variant-${key}`);
  };
  const line = (fleet: Fleet) => {
    const value = shareOf(fleet.promised);
    return { share: sharePercent(value, ask.promise.share), half: plusMinus(fleet.promised, value) };
  };
  return (
    <>
      <section className="card plan-answers" aria-labelledby="plan-best">
        <h3 id="plan-best" className="plan-conclusion">
          {best
            ? t("plan.say.cheapest", { promise, cars: best.bill.cars, members: best.bill.members, yuan: yuanWords(best.bill.yearly), ...line(best), of })
            : t(found.exhaustive ? "plan.say.no_fleet" : "plan.say.no_fleet_found", { promise, fleets: countWords(found.fleets), looked: countWords(found.looked_at) })}
        </h3>
        {best ? (
          <>
            <p>
              <b>{t(found.exhaustive ? "plan.exhaustive" : "plan.not_exhaustive")}</b>
            </p>
            <p>{inWords(best)}</p>
            {more !== undefined ? <p>{t("plan.than_now", { cost: t(more === 0 ? "plan.say.cost_same" : more > 0 ? "plan.say.cost_more" : "plan.say.cost_less", { yuan: yuanWords(Math.abs(more)) }) })}</p> : null}
            <p className="no-print">
              <Button type="primary" onClick={() => adopt(best)}>
                {t("plan.adopt")}
              </Button>
            </p>
          </>
        ) : (
          <p>{t("plan.no_fleet_hint")}</p>
        )}
        <p className="fine">{t(found.exhaustive ? "plan.how_sought" : "plan.how_sought_some", { fleets: countWords(found.fleets), looked: countWords(found.looked_at), confirmed: found.confirmed, first: ask.first_look, days: ask.days, replications: ask.replications })}</p>
      </section>
      {points.length > 0 ? (
        <PlanChart id="chart-frontier" title={title} told={told} height={380} option={option} notes={<p className="fine">{t(found.exhaustive ? "plan.chart.frontier_why" : "plan.chart.frontier_some")}</p>}>
          <Grid
            label={title}
            empty=""
            rows={found.frontier}
            id={(one) => `${one.bill.yearly}`}
            columns={[
              { head: t("plan.fleet"), names: true, cell: inWords },
              { head: t("plan.cars"), number: true, cell: (one) => one.bill.cars },
              { head: t("plan.yearly"), number: true, cell: (one) => yuanWords(one.bill.yearly) },
              { head: t("plan.share"), number: true, cell: (one) => `${fixed(shareOf(one.promised) / 100, 2)}%` },
              { head: t("plan.interval"), number: true, cell: (one) => `${fixed(one.promised.low / 100, 2)}–${fixed(one.promised.high / 100, 2)}%` },
              {
                head: t("plan.use"),
                cell: (one) => (
                  <Button size="small" onClick={() => adopt(one)} aria-label={t("plan.adopt_n", { cars: inWords(one) })}>
                    {t("plan.adopt")}
                  </Button>
                ),
              },
            ]}
          />
        </PlanChart>
      ) : null}
    </>
  );
}
