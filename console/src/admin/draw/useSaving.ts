// When the drawing may be saved, and saving it.
import { useState } from "react";
import type * as api from "../../api/admin";
import { useWords } from "../../i18n/context";
import { lacking, nextVersion, sent } from "../../lib/areaDrawing";
import { crossing } from "../../lib/areaSize";
import type { Drawing } from "./useDrawing";
import { type Piece, useSaveAll } from "./useSaveAll";

type Hears = {
  onPiece: (piece: Piece, view: api.AreasView) => void;
  /** An area lacks something: it is to be taken in hand. */
  onLack: (key: string) => void;
  /** All was sent, or as much as the server took. */
  onSent: (whole: boolean, count: number) => void;
};

export function useSaving(drawing: Drawing, areas: readonly api.AreaVersion[], name: (key: string) => string, { onPiece, onLack, onSent }: Hears) {
  const { t } = useWords();
  const { all, changed, known, day, sketch, about } = drawing;
  // What is missing is told when somebody wants to save, not while they are at it.
  const [pressed, setPressed] = useState(false);
  const { run, busy, outcome } = useSaveAll((piece, view) => {
    drawing.saved(piece.key);
    onPiece(piece, view);
  });
  const id = (key: string) => about(key).id.trim();
  const lacks = (key: string) => lacking(known, key, about(key));
  const bad = changed.find((key) => lacks(key).length > 0);
  const twice = changed.find((key) => changed.some((other) => other !== key && id(other) === id(key)));
  const crossed = changed.find((key) => crossing(all[key] ?? []) !== undefined);
  const trouble = sketch
    ? t("draw.trouble.sketch")
    : bad !== undefined
      ? t("draw.trouble.lacks", { name: name(bad) })
      : twice !== undefined
        ? t("draw.trouble.twice", { name: name(twice) })
        : crossed !== undefined
          ? t("draw.trouble.crossing", { name: name(crossed) })
          : undefined;
  const save = async () => {
    setPressed(true);
    if (bad !== undefined && !sketch) onLack(bad);
    if (trouble) return;
    const pieces = changed.map((key) => ({ key, drawn: sent(known, key, all[key] ?? [], about(key), day) }));
    const whole = await run(pieces);
    setPressed(false);
    onSent(whole, pieces.length);
  };
  return {
    save, busy, outcome,
    trouble: pressed ? trouble : undefined,
    /** What an area lacks, as far as it is to be told now. */
    lacks: (key: string) => lacks(key).filter((one) => pressed || one === "known"),
    refused: (key: string) => (outcome?.failed.piece.key === key ? outcome.failed.problem : undefined),
    /** Areas of which a later version was drawn already. */
    later: changed.flatMap((key) => {
      const next = nextVersion(areas, id(key), day);
      return next ? [{ name: name(key), day: next }] : [];
    }),
  };
}

export type Saving = ReturnType<typeof useSaving>;
