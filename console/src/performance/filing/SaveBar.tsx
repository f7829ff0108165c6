import { App, Button } from "antd";
import type { FilingView } from "../../api/performance";
import { useWords } from "../../i18n/context";
import { GiveProblem } from "./GiveProblem";
import type { Give } from "./useFiling";

type Props = { filing: FilingView; dirty: Record<string, string>; give: Give; onSaved: () => void };

/** How much is typed and not saved, and the way to save it; typed texts stay in the browser until then. */
export function SaveBar({ filing, dirty, give, onSaved }: Props) {
  const { t } = useWords();
  const { message } = App.useApp();
  const edits = Object.entries(dirty).map(([field, text]) => ({ field, text }));
  const save = async () => {
    if (!(await give.run({ do: "edit", edits }))) return;
    message.success(t("filing.saved", { count: edits.length }));
    onSaved();
  };
  return (
    <div className={`save-bar no-print ${edits.length > 0 ? "dirty" : ""}`}>
      <p role="status">{edits.length > 0 ? t("filing.unsaved", { count: edits.length }) : t("filing.all_saved")}</p>
      <span className="quiet">{t("filing.warnings_n", { count: filing.warnings.length })}</span>
      <span className="spacer" />
      <Button type="primary" disabled={edits.length === 0} loading={give.busy} onClick={() => void save()}>
        {t("filing.save")}
      </Button>
      <GiveProblem give={give} />
    </div>
  );
}
