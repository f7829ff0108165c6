import { Button, Empty } from "antd";
import type { ReactNode } from "react";
import { useWords } from "../i18n/context";
import type { Asked } from "../state/useAsked";
import { ProblemAlert } from "./ProblemAlert";
import { Wait } from "./Wait";

type Props<T> = {
  asked: Asked<T>;
  /** Said instead, when there is nothing in it. */
  empty?: string;
  isEmpty?: (value: T) => boolean;
  children: (value: T) => ReactNode;
};

/** What was asked of the server: waited for, refused, empty, or there. */
export function Shown<T>({ asked, empty, isEmpty, children }: Props<T>) {
  const { t } = useWords();
  const { value, problem, loading, again } = asked;
  return (
    <>
      {problem ? <ProblemAlert problem={problem} action={<Button onClick={again}>{t("app.retry")}</Button>} /> : null}
      {value === undefined && loading && !problem ? <Wait /> : null}
      {value !== undefined && empty && isEmpty?.(value) ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} />
      ) : value !== undefined ? (
        children(value)
      ) : null}
    </>
  );
}
