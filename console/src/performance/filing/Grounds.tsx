import { Button, Select } from "antd";
import { useState } from "react";
import type { FilingView } from "../../api/performance";
import * as plan from "../../api/plan";
import { Loaded } from "../../components/Loaded";
import { To } from "../../components/To";
import { useWords } from "../../i18n/context";
import { quotesIn } from "../../lib/planning/quotes";
import { useAsked } from "../../state/useAsked";
import { GiveProblem } from "./GiveProblem";
import type { Give } from "./useFiling";

type Props = { filing: FilingView; may: boolean; give: Give };

/** The studies that the cost indicators' section quotes as grounds for the next year's budget. */
export function Grounds({ filing, may, give }: Props) {
  const { t } = useWords();
  const studies = useAsked("studies", plan.studies);
  const [chosen, setChosen] = useState<string>();
  const quotes = quotesIn(filing.printed);
  const quote = async () => {
    if (chosen && (await give.run({ do: "quote", study: chosen }))) setChosen(undefined);
  };
  return (
    <section className="card" aria-labelledby="grounds">
      <h2 id="grounds">{t("grounds.title")}</h2>
      <p className="quiet">{t("grounds.why")}</p>
      {quotes.length === 0 ? <p className="quiet">{t("grounds.none")}</p> : null}
      <ul className="plan-quotes">
        {quotes.map((one) => (
          <li key={one.study}>
            <p className="row">
              <To route={{ page: "study", study: one.study }}>{one.name}</To> <code>{one.study}</code>
              {may ? (
                <Button size="small" disabled={give.busy} onClick={() => void give.run({ do: "unquote", study: one.study })} aria-label={t("grounds.unquote_n", { name: one.name })}>
                  {t("grounds.unquote")}
                </Button>
              ) : null}
            </p>
            <p lang="zh-CN">{one.answers}</p>
            <p className="fine" lang="zh-CN">
              {one.how}
            </p>
          </li>
        ))}
      </ul>
      {may ? (
        <Loaded asked={studies}>
          {(all) => {
            const open = all.filter((one) => !one.withdrawn && quotes.every((quoted) => quoted.study !== one.id));
            return open.length === 0 ? (
              <p className="quiet">
                {t("grounds.no_studies")} <To route={{ page: "planning", part: "what-if" }}>{t("grounds.to_planning")}</To>
              </p>
            ) : (
              <div className="row">
                <label htmlFor="grounds-study">{t("grounds.study")}</label>
                <Select
                  id="grounds-study"
                  className="plan-study-select"
                  popupMatchSelectWidth={false}
                  placeholder={t("field.choose")}
                  value={chosen ?? null}
                  options={open.map((one) => ({ value: one.id, label: `${one.name} (${one.id})` }))}
                  onChange={(id: string | null) => setChosen(id ?? undefined)}
                />
                <Button type="primary" disabled={!chosen} loading={give.busy} onClick={() => void quote()}>
                  {t("grounds.quote")}
                </Button>
              </div>
            );
          }}
        </Loaded>
      ) : null}
      <GiveProblem give={give} />
    </section>
  );
}
