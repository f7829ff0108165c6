import { Button } from "antd";
import { ProblemAlert } from "../../components/ProblemAlert";
import { useWords } from "../../i18n/context";
import type { Give } from "./useFiling";

/** A refused command; where somebody else was first, the way to their version. */
export function GiveProblem({ give }: { give: Give }) {
  const { t } = useWords();
  const { problem } = give;
  if (!problem) return null;
  const stale = problem.code === "version_conflict" || problem.body.status === 412;
  return <ProblemAlert problem={problem} action={stale ? <Button onClick={give.again}>{t("filing.load_newest")}</Button> : undefined} />;
}
