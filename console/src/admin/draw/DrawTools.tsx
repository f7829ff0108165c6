import { Button, Checkbox, Select } from "antd";
import { useWords } from "../../i18n/context";
import type { Drawing } from "./useDrawing";

export type Ways = { snaps: boolean; together: boolean; step: number };

type Props = {
  drawing: Drawing;
  ways: Ways;
  onWays: (ways: Ways) => void;
  /** Whether an area is in hand, that can be looked at or drawn anew. */
  hand: boolean;
  onAnew: () => void;
  onWhole: () => void;
  onLook: () => void;
};

const STEPS = [1, 5, 20, 100];

/** Taking back, and how corners move. */
export function DrawTools({ drawing, ways, onWays, hand, onAnew, onWhole, onLook }: Props) {
  const { t } = useWords();
  return (
    <div className="draw-tools" role="group" aria-label={t("draw.tools")}>
      <Button onClick={drawing.undo} disabled={!drawing.mayUndo} aria-keyshortcuts="Control+Z">
        ↶ {t("draw.undo")}
      </Button>
      <Button onClick={drawing.redo} disabled={!drawing.mayRedo} aria-keyshortcuts="Control+Shift+Z">
        ↷ {t("draw.redo")}
      </Button>
      <Checkbox checked={ways.together} onChange={(event) => onWays({ ...ways, together: event.target.checked })}>
        {t("draw.together")}
      </Checkbox>
      <Checkbox checked={ways.snaps} onChange={(event) => onWays({ ...ways, snaps: event.target.checked })}>
        {t("draw.snaps")}
      </Checkbox>
      <label className="draw-step">
        {t("draw.step")}
        <Select
          size="small"
          aria-label={t("draw.step")}
          value={ways.step}
          options={STEPS.map((value) => ({ value, label: t("draw.metres", { n: value }) }))}
          onChange={(step: number) => onWays({ ...ways, step })}
        />
      </label>
      {hand ? <Button onClick={onAnew}>{t("draw.anew")}</Button> : null}
      {hand ? <Button onClick={onLook}>{t("draw.look")}</Button> : null}
      <Button onClick={onWhole}>{t("draw.whole")}</Button>
    </div>
  );
}
