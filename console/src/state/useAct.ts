// One act of a person: sent once, whatever the network does.
import { useCallback, useRef, useState } from "react";
import { asProblem, type Problem } from "../api/http";
import { ActKeys } from "../api/key";

/**
 * Sends an act under an idempotency key that stays while the same content is tried again. While one is under
 * way another press does nothing. `run` answers whether it came through; what was typed is the caller's to keep.
 */
export function useAct<C, T>(act: (content: C, key: string) => Promise<T>, onDone: (answer: T, content: C) => void) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const keys = useRef(new ActKeys());
  const acting = useRef(act);
  acting.current = act;
  const done = useRef(onDone);
  done.current = onDone;
  const under = useRef(false);
  const run = useCallback(async (content: C): Promise<boolean> => {
    if (under.current) return false;
    under.current = true;
    setBusy(true);
    setProblem(undefined);
    try {
      const answer = await acting.current(content, keys.current.keyFor(content));
      keys.current.done();
      done.current(answer, content);
      return true;
    } catch (error) {
      setProblem(asProblem(error));
      return false;
    } finally {
      under.current = false;
      setBusy(false);
    }
  }, []);
  const forget = useCallback(() => setProblem(undefined), []);
  return { run, busy, problem, forget };
}
