// Saves the drawn areas one after another. They fit together, so that after a refusal nothing further is sent.
import { useRef, useState } from "react";
import * as api from "../../api/admin";
import { asProblem, type Problem } from "../../api/http";
import { ActKeys } from "../../api/key";

export type Piece = { key: string; drawn: api.AreaDrawn };
export type Outcome = { saved: string[]; failed: { piece: Piece; problem: Problem }; left: string[] };

export function useSaveAll(onSaved: (piece: Piece, view: api.AreasView) => void) {
  const [busy, setBusy] = useState<string>();
  const [outcome, setOutcome] = useState<Outcome>();
  // Each area is an act of its own: tried again, it is sent under the same key.
  const keys = useRef(new Map<string, ActKeys>());
  const under = useRef(false);

  /** Whether all were saved. */
  const run = async (pieces: readonly Piece[]): Promise<boolean> => {
    if (under.current) return false;
    under.current = true;
    setOutcome(undefined);
    const saved: string[] = [];
    try {
      for (const [at, piece] of pieces.entries()) {
        setBusy(piece.drawn.name);
        const acts = keys.current.get(piece.key) ?? new ActKeys();
        keys.current.set(piece.key, acts);
        try {
          const view = await api.drawArea(piece.drawn, acts.keyFor(piece.drawn));
          acts.done();
          saved.push(piece.drawn.name);
          onSaved(piece, view);
        } catch (error) {
          setOutcome({ saved, failed: { piece, problem: asProblem(error) }, left: pieces.slice(at + 1).map((one) => one.drawn.name) });
          return false;
        }
      }
      return true;
    } finally {
      under.current = false;
      setBusy(undefined);
    }
  };
  return { run, busy, outcome };
}
