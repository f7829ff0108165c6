import { Button } from "antd";
import type { ReactNode } from "react";
import { useWords } from "../i18n/context";
import type { Asked } from "../state/useAsked";
import { ProblemAlert } from "./ProblemAlert";
import { Wait } from "./Wait";

/** What was asked for, or that it is on its way, or why it is not there. What was shown stays beside a refusal. */
export function Loaded<T>({ asked, children }: { asked: Asked<T>; children: (value: T) => ReactNode }) {
  const { t } = useWords();
  return (
    <>
      {asked.problem ? <ProblemAlert problem={asked.problem} action={<Button onClick={asked.again}>{t("app.retry")}</Button>} /> : null}
      {asked.value !== undefined ? children(asked.value) : asked.problem ? null : <Wait />}
    </>
  );
}
