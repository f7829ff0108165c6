import { Button } from "antd";
import { useState } from "react";
import { asProblem, type Problem } from "../api/http";
import { ProblemAlert } from "../components/ProblemAlert";
import { save } from "../forms/save";
import { useWords } from "../i18n/context";

type Props<F extends string> = { formats: readonly F[]; ask: (format: F) => Promise<{ name: string; content: Blob }> };

/** Downloads in the formats that there are; a refusal is told beside them. */
export function FileButtons<F extends string>({ formats, ask }: Props<F>) {
  const { t } = useWords();
  const [busy, setBusy] = useState<F>();
  const [problem, setProblem] = useState<Problem>();
  const take = async (format: F) => {
    setBusy(format);
    setProblem(undefined);
    try {
      save(await ask(format));
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <span className="row no-print">
      {formats.map((format) => (
        <Button key={format} loading={busy === format} disabled={busy !== undefined && busy !== format} onClick={() => void take(format)}>
          {t("sheet.download", { format: format.toUpperCase() })}
        </Button>
      ))}
      {problem ? <ProblemAlert problem={problem} /> : null}
    </span>
  );
}
