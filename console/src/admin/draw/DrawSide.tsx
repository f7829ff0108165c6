import { useWords } from "../../i18n/context";
import { sharers } from "../../lib/areaDraw";
import { isNew } from "../../lib/areaDrawing";
import type { LonLat } from "../../lib/gcj02";
import { AreaFields } from "./AreaFields";
import { CornerPart } from "./CornerPart";
import { FitList } from "./FitList";
import { SketchBar } from "./SketchBar";
import type { Drawing } from "./useDrawing";
import type { useEditing } from "./useEditing";
import type { useFit } from "./useFit";
import type { Saving } from "./useSaving";

type Props = {
  drawing: Drawing;
  edit: ReturnType<typeof useEditing>;
  fit: ReturnType<typeof useFit>;
  saving: Saving;
  name: (key: string) => string;
  hasOutline: boolean;
  step: number;
  onLook: (place: LonLat) => void;
  onMiddle: () => void;
  onSaid: (words: string) => void;
};

/** Beside the map: what would not fit, and the corners of the area in hand. */
export function DrawSide({ drawing, edit, fit, saving, name, hasOutline, step, onLook, onMiddle, onSaid }: Props) {
  const { t } = useWords();
  const { all, changed, sketch } = drawing;
  const { chosen, ring } = edit;
  const lacks = chosen === undefined ? [] : saving.lacks(chosen);
  return (
    <div className="draw-side">
      {sketch ? (
        <SketchBar count={sketch.points.length} onPlace={edit.setPoint} onMiddle={onMiddle} onBack={edit.back} onClose={edit.close} onCancel={edit.cancel} />
      ) : null}
      <FitList
        findings={fit.findings}
        byServer={changed.length > 0 ? fit.byServer : undefined}
        problem={fit.problem}
        hasOutline={hasOutline}
        onLook={onLook}
      />
      {sketch ? null : chosen !== undefined && ring ? (
        <>
          <details className="draw-about" key={chosen} open={isNew(chosen) || lacks.length > 0}>
            <summary>{t("draw.about", { name: name(chosen) })}</summary>
            <AreaFields
              areaKey={chosen}
              about={drawing.about(chosen)}
              lacks={lacks}
              problem={saving.refused(chosen)}
              onChange={(about) => drawing.setAbout(chosen, about)}
            />
          </details>
          <CornerPart
            edit={edit}
            ring={ring}
            name={name(chosen)}
            step={step}
            shared={(at) => sharers(all, chosen, at).map(name).join(t("draw.and"))}
            onSaid={onSaid}
          />
        </>
      ) : (
        <p className="quiet draw-choose">{t("draw.choose")}</p>
      )}
    </div>
  );
}
