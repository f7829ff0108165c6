import { Button, Input, Radio } from "antd";
import type { FilingView, JudgementView } from "../../api/performance";
import { useWords } from "../../i18n/context";
import { useNamed } from "../../i18n/named";
import { useDraft } from "../../state/useDraft";
import type { Give } from "./useFiling";

type Tick = "certain" | "possible" | "impossible";
const TICKS: readonly Tick[] = ["certain", "possible", "impossible"];
const isTick = (text: string | null | undefined): text is Tick => TICKS.some((one) => one === text);

type Props = { filing: FilingView; may: boolean; account: string; give: Give };

/** The two judgements of section four: the figures' word, and the officer's. */
export function Judgements({ filing, may, account, give }: Props) {
  const { t } = useWords();
  return (
    <>
      <p className="quiet">{t("judge.what")}</p>
      {filing.judgements.map((one) => (
        <One key={one.which} filing={filing} judgement={one} may={may} account={account} give={give} />
      ))}
    </>
  );
}

type OneProps = Props & { judgement: JudgementView };

function One({ filing, judgement, may, account, give }: OneProps) {
  const { t } = useWords();
  const named = useNamed();
  const { which, computed, tick } = judgement;
  const [kept, setKept] = useDraft<{ tick: string; reason: string }>(`judge.${account}.${filing.id}.${which}`);
  const chosen = kept?.tick ?? tick ?? "";
  const reason = kept?.reason ?? judgement.reason ?? "";
  const overrides = isTick(chosen) && chosen !== computed;
  const standing = !tick ? "open" : !judgement.up_to_date ? "stale" : tick === computed ? "confirmed" : "overridden";
  const give1 = async (to: Tick, why: string | null) => {
    if (await give.run({ do: "judge", which, tick: to, reason: why })) setKept(undefined);
  };
  return (
    <section className="card" aria-labelledby={`judge-${which}`}>
      <div className="row">
        <h2 id={`judge-${which}`}>{t(`sheet.judge_${which}`)}</h2>
        <span className={`mark ${standing === "confirmed" || standing === "overridden" ? "" : "unsaved"}`}>{t(`judge.standing.${standing}`)}</span>
      </div>
      <dl className="reasons">
        <div>
          <dt>{t("judge.figures_say")}</dt>
          <dd>{computed ? named(`judge.tick.${computed}`) : t("judge.no_tick")}</dd>
        </div>
        <div>
          <dt>{t("judge.grounds")}</dt>
          <dd lang="zh-CN">{filing.printed.sections.judgements[which].reason}</dd>
        </div>
        {tick ? (
          <div>
            <dt>{t("judge.officer_says")}</dt>
            <dd>
              {named(`judge.tick.${tick}`)}
              {judgement.reason ? `: ${judgement.reason}` : ""}
            </dd>
          </div>
        ) : null}
      </dl>
      {may ? (
        <form
          className="judge-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (isTick(chosen)) void give1(chosen, overrides ? reason.trim() : null);
          }}
        >
          {isTick(computed) ? (
            <p className="row">
              <Button type={standing === "confirmed" ? "default" : "primary"} loading={give.busy} onClick={() => void give1(computed, null)}>
                {t("judge.confirm", { tick: t(`judge.tick.${computed}`) })}
              </Button>
              <span className="quiet">{t("judge.or_override")}</span>
            </p>
          ) : null}
          <Radio.Group
            aria-label={t(`sheet.judge_${which}`)}
            value={chosen}
            onChange={(event) => setKept({ tick: String(event.target.value), reason })}
            options={TICKS.map((one) => ({ value: one, label: t(`judge.tick.${one}`) }))}
          />
          {overrides ? (
            <>
              <label htmlFor={`judge-why-${which}`}>{t("judge.reason")}</label>
              <Input.TextArea
                id={`judge-why-${which}`}
                autoSize={{ minRows: 2 }}
                value={reason}
                onChange={(event) => setKept({ tick: chosen, reason: event.target.value })}
              />
              <p className="row">
                <Button type="primary" htmlType="submit" loading={give.busy} disabled={!reason.trim()}>
                  {t("judge.override")}
                </Button>
              </p>
            </>
          ) : null}
        </form>
      ) : null}
    </section>
  );
}
