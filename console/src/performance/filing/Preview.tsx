import type { Printed } from "../../api/form";
import type { FilingView } from "../../api/performance";
import { useWords } from "../../i18n/context";
import { Sheet } from "../../forms/Sheet";
import { go } from "../../state/useRoute";

type Props = { filing: FilingView; printed: Printed; project: string; unsaved: boolean };

/** The printed page, with what is being typed; each figure leads to its evidence. */
export function Preview({ filing, printed, project, unsaved }: Props) {
  const { t } = useWords();
  return (
    <div className="preview-page">
      {unsaved ? <p className="late preview-note">{t("filing.preview_unsaved")}</p> : null}
      <Sheet
        printed={printed}
        onLook={(indicator) => go({ page: "indicator", project, indicator, query: { from: filing.from, to: filing.to } })}
      />
    </div>
  );
}
