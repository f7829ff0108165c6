// The areas with what is drawn over them: undone and done again, and kept in the window until it is saved.
import { useCallback, useEffect, useMemo, useState } from "react";
import type { AreaVersion } from "../../api/admin";
import type { Rings } from "../../lib/areaDraw";
import { type About, aboutOf, changedKeys, differing, type Drawn, knownOn, newKey, NOTHING } from "../../lib/areaDrawing";
import { began, did, redone, type Steps, undone } from "../../lib/steps";
import { useDraft } from "../../state/useDraft";

const isDay = (text: string | undefined): text is string => text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text);

/** `first`: the day from which changes hold unless another is chosen; `may`: who only looks has no draft. */
export function useDrawing(areas: readonly AreaVersion[], first: string, may: boolean) {
  const [draft, setDraft] = useDraft<Drawn>("areas.drawn");
  const kept = may ? draft : undefined;
  const [rest, setRest] = useState<Omit<Drawn, "rings">>(() => kept ?? NOTHING);
  const [steps, setSteps] = useState<Steps<Rings>>(() => began(kept?.rings ?? {}));
  const { about, from = first, sketch } = rest;
  const day = isDay(from) ? from : first;

  const { known, before } = useMemo(() => knownOn(areas, day), [areas, day]);
  const drawn = useMemo<Drawn>(() => ({ ...rest, rings: steps.now }), [rest, steps.now]);
  const all = useMemo<Rings>(() => ({ ...before, ...steps.now }), [before, steps.now]);
  const changed = useMemo(() => changedKeys(known, drawn), [known, drawn]);

  const something = changed.length > 0 || sketch !== undefined || Object.keys(about).length > 0;
  useEffect(() => {
    if (may) setDraft(something ? drawn : undefined);
  }, [may, something, drawn, setDraft]);

  /** `along`: with the step before, as a key that is held. */
  const commit = useCallback(
    (next: Rings, along = false) => setSteps((old) => did(old, differing(before, next), along)),
    [before],
  );
  const undo = useCallback(() => setSteps(undone), []);
  const redo = useCallback(() => setSteps(redone), []);
  const setFrom = useCallback((news: string) => setRest((old) => ({ ...old, from: news })), []);
  const setSketch = useCallback((news: Drawn["sketch"]) => setRest((old) => ({ ...old, sketch: news })), []);
  const setAbout = useCallback((key: string, news: About) => setRest((old) => ({ ...old, about: { ...old.about, [key]: news } })), []);
  /** Forgets what was saved, and with it the way back. */
  const saved = useCallback((key: string) => {
    const without = <T,>(record: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(record).filter(([one]) => one !== key));
    setSteps((old) => began(without(old.now)));
    setRest((old) => ({ ...old, about: without(old.about) }));
  }, []);
  const discard = useCallback(() => {
    setSteps(began<Rings>({}));
    setRest(NOTHING);
  }, []);
  return {
    from, day, known, before, all, changed, sketch, something,
    about: useCallback((key: string) => aboutOf(known, about, key), [known, about]),
    mayUndo: steps.past.length > 0, mayRedo: steps.future.length > 0,
    commit, undo, redo, setFrom, setSketch, setAbout, saved, discard,
    fresh: useCallback(() => newKey(drawn), [drawn]),
  };
}

export type Drawing = ReturnType<typeof useDrawing>;
