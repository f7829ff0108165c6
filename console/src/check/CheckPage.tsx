import { Button } from "antd";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import * as checks from "../api/checks";
import { asProblem, Problem } from "../api/http";
import type { FormCheckResult, FormCheckRule, Session } from "../api/types";
import { PaperPage } from "../components/PaperPage";
import { ProblemAlert } from "../components/ProblemAlert";
import { Wait } from "../components/Wait";
import { useWords } from "../i18n/context";
import { translate } from "../i18n/translate";
import { known, MOST_BYTES } from "../lib/check";
import { jump } from "../lib/jump";
import { mayReadPerformance } from "../lib/rights";
import { type Given, Giving } from "./Giving";
import { Result } from "./Result";
import { Rules } from "./Rules";

type Standing =
  | { is: "empty" }
  | { is: "reading"; name: string }
  | { is: "refused"; name: string; problem: Problem }
  | { is: "read"; name: string; result: FormCheckResult };

/** The server would say the same, after it had all been sent. */
function tooLarge(): Problem {
  return new Problem({
    type: "urn:liandong:problem:too_large",
    title: "",
    status: 413,
    code: "too_large",
    detail: translate("zh-CN", "check.too_large"),
    detail_en: translate("en", "check.too_large"),
    field: "file",
  });
}

/** The form check: anyone's form, held against itself. */
export default function CheckPage({ session, onLogOut }: { session: Session; onLogOut: () => void }) {
  const { t } = useWords();
  const [standing, setStanding] = useState<Standing>({ is: "empty" });
  const [rules, setRules] = useState<FormCheckRule[]>();
  const [rulesProblem, setRulesProblem] = useState<Problem>();
  const [rulesOpen, setRulesOpen] = useState(false);
  const [rulesAsked, setRulesAsked] = useState(0);
  const running = useRef<AbortController>(undefined);
  const may = mayReadPerformance(session.role);

  useEffect(() => {
    if (!may) return;
    setRulesProblem(undefined);
    checks.rules().then(setRules, (error: unknown) => setRulesProblem(asProblem(error)));
  }, [may, rulesAsked]);
  useEffect(() => () => running.current?.abort(), []);

  const give = useCallback(({ name, bytes }: Given) => {
    running.current?.abort();
    if (bytes.size > MOST_BYTES) {
      setStanding({ is: "refused", name, problem: tooLarge() });
      return;
    }
    const asking = new AbortController();
    running.current = asking;
    setStanding({ is: "reading", name });
    checks.check(bytes, asking.signal).then(
      (result) => {
        if (asking.signal.aborted) return;
        setStanding({ is: "read", name, result });
        jump("verdict", "start");
      },
      (error: unknown) => !asking.signal.aborted && setStanding({ is: "refused", name, problem: asProblem(error) }),
    );
  }, []);

  const result = standing.is === "read" ? standing.result : undefined;
  const found = useMemo(() => (result ? known(result.findings, result.readings) : []), [result]);
  const regulations = useMemo(() => new Map(rules?.map((one) => [one.rule, one.regulation ?? undefined])), [rules]);

  return (
    <PaperPage session={session} title={t("check.title")} onLogOut={onLogOut}>
      <div className="paper-head">
        <h1>{t("check.title")}</h1>
        {result ? (
          <Button onClick={() => window.print()} className="no-print">
            {t("page.print")}
          </Button>
        ) : null}
      </div>
      <p className="quiet no-print">{t("check.what")}</p>
      <Giving busy={standing.is === "reading"} onGive={give} />
      <div aria-live="polite">
        {standing.is === "reading" ? (
          <>
            <p className="hidden">{t("check.reading", { name: standing.name })}</p>
            <Wait />
          </>
        ) : null}
        {standing.is === "read" ? (
          <p className="hidden">{t("check.read", { name: standing.name, count: found.length })}</p>
        ) : null}
      </div>
      {standing.is === "refused" ? (
        <section className="card" aria-label={t("check.refused")}>
          <h2>{t("check.refused_name", { name: standing.name })}</h2>
          <ProblemAlert problem={standing.problem} />
        </section>
      ) : null}
      {standing.is === "read" ? (
        <Result
          key={standing.name}
          name={standing.name}
          result={standing.result}
          found={found}
          regulations={regulations}
          onRule={() => setRulesOpen(true)}
        />
      ) : null}
      <Rules
        rules={rules}
        problem={rulesProblem}
        open={rulesOpen}
        onOpen={setRulesOpen}
        onRetry={() => setRulesAsked((old) => old + 1)}
      />
    </PaperPage>
  );
}
