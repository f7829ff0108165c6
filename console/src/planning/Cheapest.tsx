import { Button, Checkbox, Input } from "antd";
import { lazy, Suspense, useMemo } from "react";
import type { Model } from "../api/plan";
import { ProblemAlert } from "../components/ProblemAlert";
import { Wait } from "../components/Wait";
import { useWords } from "../i18n/context";
import { jump } from "../lib/jump";
import { type SearchShift, searchOf } from "../lib/planning/draft";
import { countWords } from "../lib/planning/numbers";
import { PRESETS, WEEK } from "../lib/planning/shifts";
import { HoursField } from "./HoursField";
import { Lacks } from "./Lacks";
import { PromiseFields } from "./PromiseFields";
import { Running } from "./Running";
import type { Planning } from "./usePlanning";

const Found = lazy(() => import("./results/Found"));

/** The cheapest fleet that keeps the promise. */
export function Cheapest({ planning }: { planning: Planning }) {
  const model = planning.model.done?.value;
  return model ? <Sought model={model} planning={planning} /> : null;
}

const MOST_SHIFTS = 6;

function Sought({ model, planning }: { model: Model; planning: Planning }) {
  const { t } = useWords();
  const { draft, change, search } = planning;
  const typed = draft.search;
  const write = (part: Partial<typeof typed>) => change({ search: { ...typed, ...part } });
  const made = useMemo(() => searchOf(draft, model.period, model.present, (one) => t(`plan.shift_name.${one as "day"}`)), [draft, model, t]);
  const ask = "ask" in made ? made.ask : undefined;
  const put = (shift: SearchShift) => write({ own: typed.own.map((old) => (old.key === shift.key ? shift : old)) });
  const more = () => write({ own: [...typed.own, { key: Math.max(0, ...typed.own.map((one) => one.key)) + 1, name: t("plan.own_shift"), hours: { kind: "own", from: "08:00", to: "18:00", weekdays: WEEK } }] });
  const run = () => {
    if (!ask) return jump("plan-lacks");
    search.start(ask);
    jump("plan-found", "start");
  };
  const done = search.done;
  return (
    <>
      <section className="card no-print" aria-labelledby="plan-search">
        <h2 id="plan-search">{t("plan.search")}</h2>
        <p className="quiet">{t("plan.search_why")}</p>
        <PromiseFields planning={planning} id="search" />
        <fieldset className="spec-field">
          <legend>
            <h3>{t("plan.search_shifts")}</h3>
          </legend>
          <Checkbox.Group
            value={typed.shifts}
            onChange={(shifts) => write({ shifts: PRESETS.filter((one) => shifts.includes(one)) })}
            options={PRESETS.map((one) => ({ value: one, label: t(`plan.shift.${one}`) }))}
          />
          {typed.own.map((one) => (
            <div key={one.key} className="row plan-own-shift">
              <Input size="small" aria-label={t("plan.own_shift_name")} value={one.name} onChange={(event) => put({ ...one, name: event.target.value })} />
              <HoursField id={`search-shift-${one.key}`} label={one.name} hours={one.hours} wrong={false} onChange={(hours) => hours && put({ ...one, hours })} />
              <Button size="small" onClick={() => write({ own: typed.own.filter((old) => old.key !== one.key) })} aria-label={t("plan.remove_variant", { name: one.name })}>
                {t("plan.remove")}
              </Button>
            </div>
          ))}
          {typed.shifts.length + typed.own.length < MOST_SHIFTS ? (
            <p>
              <Button size="small" onClick={more}>
                {t("plan.more_shift")}
              </Button>
            </p>
          ) : null}
        </fieldset>
        <div className="plan-fields">
          {(["anArea", "fewest", "most"] as const).map((one) => (
            <div key={one} className="spec-field">
              <label htmlFor={`search-${one}`}>{t(`plan.search.${one}`)}</label>
              <Input id={`search-${one}`} inputMode="numeric" value={typed[one]} onChange={(event) => write({ [one]: event.target.value })} />
            </div>
          ))}
        </div>
        <Lacks lacks={"lacks" in made ? made.lacks : []} />
        <div className="row">
          <Button type="primary" size="large" disabled={search.since !== undefined} onClick={run}>
            {t("plan.seek")}
          </Button>
          {"ask" in made ? <span className="quiet">{t(made.each ? "plan.fleets" : "plan.fleets_sought", { fleets: countWords(made.fleets), days: made.ask.days })}</span> : null}
        </div>
      </section>
      <section className="plan-results" aria-labelledby="plan-found">
        <h2 id="plan-found" tabIndex={-1}>
          {t("plan.found")}
        </h2>
        {search.since !== undefined ? <Running since={search.since} what={"ask" in made ? t(made.each ? "plan.seeking" : "plan.seeking_some", { fleets: countWords(made.fleets) }) : t("plan.seek")} onStop={search.stop} /> : null}
        {search.problem ? <ProblemAlert problem={search.problem} action={<Button onClick={run}>{t("app.retry")}</Button>} /> : null}
        {done ? (
          <Suspense fallback={<Wait />}>
            <Found ask={done.ask} found={done.value} present={model.present} planning={planning} />
          </Suspense>
        ) : search.since === undefined && !search.problem ? (
          <p className="quiet">{t("plan.nothing_sought")}</p>
        ) : null}
      </section>
    </>
  );
}
